package writeback.bot.premises;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts what goes to the database. */
final class CountedDatabase implements BeanPostProcessor {

    private final LongAdder statements = new LongAdder();
    private final LongAdder commits = new LongAdder();

    long statements() {
        return statements.sum();
    }

    /** Of transactions, and of statements that write outside of one. */
    long commits() {
        return commits.sum();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? counted(DataSource.class, source) : bean;
    }

    private <T> T counted(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    count(real, method);
                    Object result = invoked(real, method, arguments);
                    if (result instanceof Connection connection) {
                        return counted(Connection.class, connection);
                    }
                    return result instanceof PreparedStatement statement
                            ? counted(PreparedStatement.class, statement)
                            : result;
                }));
    }

    private void count(Object real, Method method) throws SQLException {
        boolean commits = real instanceof Connection && method.getName().equals("commit");
        if (real instanceof PreparedStatement statement && method.getName().startsWith("execute")) {
            statements.increment();
            commits = method.getName().endsWith("Update")
                    && statement.getConnection().getAutoCommit();
        }
        if (commits) {
            this.commits.increment();
        }
    }

    private static Object invoked(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
