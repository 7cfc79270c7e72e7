package writeback.bot.chat;

import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import writeback.bot.change.RelayDesk;
import writeback.bot.premises.Enrolments;
import writeback.bot.schedule.EventHandler;

/** Who in the chat takes what happens to relays. */
@Configuration(proxyBeanMethods = false)
class RelayEvents {

    @Bean
    EventHandler relayArrived(RelayCards cards) {
        return new Taker(Enrolments.ARRIVED, cards::arrived);
    }

    @Bean
    EventHandler relayDecided(RelayCards cards) {
        return new Taker(Enrolments.DECIDED, cards::decided);
    }

    @Bean
    EventHandler relayCodeLocked(RelayCards cards) {
        return new Taker(Enrolments.LOCKED, cards::locked);
    }

    @Bean
    EventHandler relayCodeOver(RelayCards cards) {
        return new Taker(RelayCards.OVER, cards::over);
    }

    @Bean
    EventHandler relayDecisionTold(RelayNews news) {
        return new Taker(RelayDesk.DECIDED, news::decided);
    }

    private record Taker(String topic, Consumer<String> take) implements EventHandler {
        @Override
        public void handle(String key) {
            take.accept(key);
        }
    }
}
