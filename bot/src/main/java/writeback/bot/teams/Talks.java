package writeback.bot.teams;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.chat.Talk;
import writeback.bot.chat.Teams;
import writeback.bot.identity.PersonId;
import writeback.bot.schedule.Events;

/** Where the bot may speak: conversations as they were last seen, and each person's personal chat. */
@Component
class Talks {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Events events;
    private final TransactionTemplate transaction;

    Talks(JdbcClient jdbc, Clock clock, Events events, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The newest address of this conversation, and the speaker's personal chat if it is one; their first one is told. */
    void remember(Knock knock) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        upsert(
                "update talk set service_url = :url, updated_at = :at where conversation = :conversation",
                "insert into talk (conversation, tenant, kind, service_url, updated_at)"
                        + " values (:conversation, :tenant, :kind, :url, :at)",
                statement -> statement
                        .param("conversation", knock.conversation())
                        .param("tenant", knock.tenant())
                        .param("kind", knock.kind().name())
                        .param("url", knock.serviceUrl())
                        .param("at", now),
                () -> {});
        if (knock.kind() == Talk.Kind.PERSONAL) {
            upsert(
                    "update personal_chat set conversation = :conversation, display_name = :name, updated_at = :at"
                            + " where person = :person",
                    "insert into personal_chat (person, display_name, conversation, updated_at)"
                            + " values (:person, :name, :conversation, :at)",
                    statement -> statement
                            .param("person", knock.speaker().person().text())
                            .param("name", shorten(knock.displayName()))
                            .param("conversation", knock.conversation())
                            .param("at", now),
                    () -> events.publish(Teams.MET, knock.speaker().person().text()));
        }
    }

    Optional<Teams.PersonalChat> personalChat(PersonId person) {
        return jdbc.sql("select conversation, display_name from personal_chat where person = :person")
                .param("person", person.text())
                .query(Teams.PersonalChat.class)
                .optional();
    }

    Optional<String> serviceUrl(String conversation) {
        return jdbc.sql("select service_url from talk where conversation = :conversation")
                .param("conversation", conversation)
                .query(String.class)
                .optional();
    }

    private static String shorten(String name) {
        return name.length() <= 300 ? name : name.substring(0, 300);
    }

    /** @param first what belongs to the insert */
    private void upsert(
            String update, String insert, UnaryOperator<JdbcClient.StatementSpec> parameters, Runnable first) {
        if (parameters.apply(jdbc.sql(update)).update() == 0) {
            try {
                transaction.executeWithoutResult(status -> {
                    parameters.apply(jdbc.sql(insert)).update();
                    first.run();
                });
            } catch (DuplicateKeyException e) {
                parameters.apply(jdbc.sql(update)).update();
            }
        }
    }
}
