package writeback.bot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The bot's process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WritebackBot {

    public static void main(String[] args) {
        SpringApplication.run(WritebackBot.class, args);
    }
}
