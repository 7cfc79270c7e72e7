package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsInLogsTest {

    @Test
    void neither_tokens_nor_what_people_type_reach_the_log() throws IOException {
        try (Door door = new Door()) {
            ListAppender<ILoggingEvent> heard = listen();
            String refused = door.channel.bearer(door.channel.claims().audience("another-app"));
            var typed = Activities.message("typed-by-a-person");
            door.post(refused, typed.toString().getBytes(StandardCharsets.UTF_8));
            door.post(typed);
            door.post(typed.put("timestamp", "typed-by-a-person"));
            door.desk.answering = press -> CompletableFuture.failedFuture(new IllegalStateException("it failed"));
            door.post(Activities.execute("check"));
            door.channel.down();
            door.post(Activities.message("typed-by-a-person"));

            String all = heard.list.stream()
                    .map(event -> event.getFormattedMessage()
                            + (event.getThrowableProxy() == null
                                    ? ""
                                    : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                    .collect(Collectors.joining("\n"));
            assertThat(all).contains("Refused an activity", "it failed");
            assertThat(all).doesNotContain("typed-by-a-person", "because", "our-own-token", refused.substring(7));
        }
    }

    private static ListAppender<ILoggingEvent> listen() {
        Logger root = (Logger) LoggerFactory.getLogger("writeback");
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        root.addAppender(heard);
        return heard;
    }
}
