package writeback.bot.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.change.RelayDesk;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.Relay;
import writeback.bot.premises.Relays;

/** What every administrator is told about relays, on a card of its own. */
@Component
class RelayNews {

    private static final Logger LOG = LoggerFactory.getLogger(RelayNews.class);

    private final Relays relays;
    private final Administrators administrators;
    private final Stage stage;
    private final Teams teams;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    RelayNews(
            Relays relays,
            Administrators administrators,
            Stage stage,
            Teams teams,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.relays = relays;
        this.administrators = administrators;
        this.stage = stage;
        this.teams = teams;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Tells a decision, each administrator once, however often the event comes. */
    void decided(String event) {
        RelayDesk.Decided decided = RelayDesk.Decided.parse(event);
        String name = relays.list().stream()
                .filter(relay -> relay.id().equals(decided.relay()))
                .findFirst()
                .map(Relay::name)
                .orElse(decided.relay());
        String by = administrators.name(decided.by()).orElse(decided.by().objectId());
        String key = "relay.news." + Words.camel(decided.what().name());
        for (PersonId person : administrators.all()) {
            once(
                    event,
                    person,
                    (screen, words) -> stage.notice(
                            screen,
                            words,
                            words.get(key, Map.of("relay", name, "name", by)),
                            List.of(words.get(key + ".todo", Map.of("id", decided.relay()))),
                            List.of()));
        }
    }

    /** Says that a relay has fallen silent, and who goes on. */
    void silent(Relay relay) {
        List<Relay> all = relays.list();
        tellAll((screen, words) -> {
            List<String> lines = new ArrayList<>(RelayPictures.others("relay.silent", relay, all, words));
            lines.add(words.get("relay.silent.todo"));
            Instant heard = relay.lastPoll();
            String text = heard == null
                    ? words.get("relay.silent.never", Map.of("relay", relay.name()))
                    : words.get("relay.silent", Map.of("relay", relay.name(), "at", heard));
            stage.notice(screen, words, text, lines, List.of());
        });
    }

    /** @param silentFrom when it was last heard of before; empty when it never was */
    void back(Relay relay, Optional<Instant> silentFrom) {
        tellAll((screen, words) -> stage.notice(
                screen,
                words,
                silentFrom
                        .map(from -> words.get("relay.back", Map.of("relay", relay.name(), "at", from)))
                        .orElseGet(() -> words.get("relay.back.never", Map.of("relay", relay.name()))),
                List.of(),
                List.of()));
    }

    private void tellAll(BiConsumer<Screen, Words> notice) {
        administrators.all().forEach(person -> tell(person, notice));
    }

    private void tell(PersonId person, BiConsumer<Screen, Words> notice) {
        teams.personalChat(person)
                .ifPresent(chat -> notice.accept(
                        stage.open(person, chat.displayName(), chat.conversation(), Screen.Kind.NOTICE),
                        stage.words(person)));
    }

    /** Whoever cannot be reached now is not told later either: the list of relays says how they stand. */
    private void once(String event, PersonId person, BiConsumer<Screen, Words> notice) {
        try {
            transaction.executeWithoutResult(status -> tell(person, (screen, words) -> {
                jdbc.sql("insert into relay_told (event, person) values (:event, :person)")
                        .param("event", event)
                        .param("person", person.text())
                        .update();
                notice.accept(screen, words);
            }));
        } catch (DuplicateKeyException e) {
            LOG.debug("{} knows already: {}", person.text(), event);
        }
    }
}
