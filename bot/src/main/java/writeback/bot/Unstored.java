package writeback.bot;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * Whether something failed because the database cannot keep anything at present: a full disk, a server that is away, a lock
 * that somebody else has held for longer than we wait.
 */
public final class Unstored {

    /** {@code DATABASE_IS_CLOSED}, {@code IO_EXCEPTION_1}, {@code IO_EXCEPTION_2} of H2's {@code org.h2.api.ErrorCode}. */
    private static final Set<Integer> CLOSED = Set.of(90098, 90028, 90031);

    /** Of the SQL standard: insufficient resources, connection. */
    private static final Set<String> OF_THE_MACHINE = Set.of("53", "08");

    /** PostgreSQL's {@code lock_not_available}; H2 throws a {@link SQLTimeoutException}. */
    private static final String LOCKED = "55P03";

    private Unstored() {}

    /** Looks at the causes, too. */
    public static boolean is(Throwable fault) {
        return chain(fault).anyMatch(Unstored::says);
    }

    private static boolean says(Throwable fault) {
        return fault instanceof DataAccessResourceFailureException
                || fault instanceof CannotCreateTransactionException
                || fault instanceof TransactionSystemException
                || fault instanceof SQLNonTransientConnectionException
                || fault instanceof SQLTransientConnectionException
                || fault instanceof SQLTimeoutException
                || fault instanceof SQLException problem
                        && (closed(problem) || ofTheMachine(problem) || LOCKED.equals(problem.getSQLState()));
    }

    /** Whether H2 could not write, or says that it has closed its database since, as it then does for good. */
    static boolean closed(SQLException problem) {
        return CLOSED.contains(problem.getErrorCode()) || chain(problem).anyMatch(IOException.class::isInstance);
    }

    private static Stream<Throwable> chain(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static boolean ofTheMachine(SQLException problem) {
        String state = problem.getSQLState();
        return state != null && state.length() == 5 && OF_THE_MACHINE.contains(state.substring(0, 2));
    }
}
