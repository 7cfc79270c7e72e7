package writeback.bot.chat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import writeback.bot.change.ChangeMode;

/** What the room has from its surroundings. */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

    private static final int WORKERS = 8;

    /** The threads on which cards are made: never the door's, never those of whoever answered a look. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService chatWork() {
        return Executors.newFixedThreadPool(WORKERS, task -> new Thread(task, "chat-work"));
    }

    @Bean
    ChangeMode changeMode(ChatSettings settings) {
        return settings::changes;
    }
}
