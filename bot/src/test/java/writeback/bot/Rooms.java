package writeback.bot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts some rooms of the bot on a database, without the door. Closing the context and starting again is a restart. */
public final class Rooms {

    public static final String TENANT = "aaaabbbb-0000-cccc-1111-dddd2222eeee";

    private Rooms() {}

    /** An H2 database in memory that outlives the context that uses it. */
    public static String inMemory(String name) {
        return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    /**
     * @param rooms configuration classes, components and test parts
     */
    public static ConfigurableApplicationContext start(String databaseUrl, Class<?>... rooms) {
        return start(databaseUrl, List.of(), rooms);
    }

    /**
     * @param outside what outlives the bot, as beans
     * @param rooms configuration classes, components and test parts
     */
    public static ConfigurableApplicationContext start(String databaseUrl, List<Object> outside, Class<?>... rooms) {
        List<Class<?>> sources = new ArrayList<>(List.of(rooms));
        sources.add(Ground.class);
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .initializers(context -> outside.forEach(part -> context.getBeanFactory()
                        .registerSingleton(part.getClass().getSimpleName(), part)))
                .properties("spring.main.register-shutdown-hook=false")
                .run(
                        "--spring.datasource.url=" + databaseUrl,
                        "--spring.jmx.enabled=false",
                        "--db-scheduler.polling-interval=50ms",
                        "--db-scheduler.heartbeat-interval=1s",
                        "--db-scheduler.shutdown-max-wait=2s",
                        "--logging.level.root=WARN",
                        "--writeback.tenant.id=" + TENANT,
                        "--writeback.premises.id=main");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Ground {}
}
