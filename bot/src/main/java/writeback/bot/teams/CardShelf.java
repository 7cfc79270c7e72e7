package writeback.bot.teams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import writeback.bot.chat.Teams;
import writeback.bot.identity.PersonId;

/** What should stand in the conversations, and how much of it Teams has taken. */
@Component
class CardShelf implements Teams {

    /** A sender that has died gives its card back after this. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    /**
     * An update waits this long for a newer one. Long enough that a press that is answered in time sends no "looking" in
     * between, and that what changes twice in a moment is sent once.
     */
    private static final Duration GATHER = Duration.ofMillis(800);

    /** How long an update waits whose content the client has already got as the answer to its press. */
    private static final Duration ANSWERED = Duration.ofSeconds(2);

    private static final Instant LONG_AGO = Instant.EPOCH;

    /** When a card is tried that Teams has all of: those that wait are found without reading the others. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final JdbcClient jdbc;
    private final Talks talks;
    private final Clock clock;
    private final ApplicationEventPublisher bell;

    CardShelf(JdbcClient jdbc, Talks talks, Clock clock, ApplicationEventPublisher bell) {
        this.jdbc = jdbc;
        this.talks = talks;
        this.clock = clock;
        this.bell = bell;
    }

    /** Rung when something waits to be sent; within a transaction it is heard after the commit. */
    record Waiting() {}

    /** A card whose newest content Teams does not have. */
    record Due(
            String name,
            String conversation,
            @Nullable String activityId,
            String summary,
            String card,
            int wanted,
            int tries) {}

    @Override
    public String newCard() {
        return UUID.randomUUID().toString();
    }

    @Override
    @Transactional
    public void put(String name, String conversation, String summary, String card) {
        OffsetDateTime now = at(clock.instant());
        int known = jdbc.sql("update shown_card set summary = :summary, card = :card, tries = 0, problem = null,"
                        // What already waits keeps its time: as long as Teams asked us to wait, newer content waits
                        // too.
                        + " next_try = case when wanted > sent then next_try else :soon end,"
                        + " wanted = wanted + 1 where name = :name")
                .param("summary", summary)
                .param("card", card)
                .param("soon", at(clock.instant().plus(GATHER)))
                .param("name", name)
                .update();
        if (known == 0) {
            jdbc.sql("insert into shown_card (name, conversation, summary, card, wanted, sent, tries, next_try,"
                            + " leased_until) values (:name, :conversation, :summary, :card, 1, 0, 0, :now, :ago)")
                    .param("name", name)
                    .param("conversation", conversation)
                    .param("summary", summary)
                    .param("card", card)
                    .param("now", now)
                    .param("ago", at(LONG_AGO))
                    .update();
        }
        bell.publishEvent(new Waiting());
    }

    @Override
    public Optional<String> shown(String name) {
        return jdbc.sql("select card from shown_card where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    @Override
    public Optional<PersonalChat> personalChat(PersonId person) {
        return talks.personalChat(person);
    }

    /**
     * The client that pressed shows this content already. The update for the person's other devices can wait, and must not
     * arrive in the middle of the next press.
     */
    void answered(String name) {
        Instant now = clock.instant();
        jdbc.sql("update shown_card set next_try = :later where name = :name and wanted > sent and leased_until <= :now"
                        + " and next_try < :later")
                .param("later", at(now.plus(ANSWERED)))
                .param("now", at(now))
                .param("name", name)
                .update();
    }

    /** Cards to send now, oldest wish first, each leased to the caller. */
    @Transactional
    List<Due> lease(int most) {
        Instant now = clock.instant();
        List<Due> due = jdbc.sql("select name, conversation, activity_id, summary, card, wanted, tries from shown_card"
                        + " where wanted > sent and next_try <= :now and leased_until <= :now"
                        + " order by next_try fetch first " + most + " rows only")
                .param("now", at(now))
                .query(Due.class)
                .list();
        return due.stream().filter(card -> leased(card, now)).toList();
    }

    void sent(Due card, @Nullable String activityId) {
        jdbc.sql("update shown_card set sent = :sent, activity_id = coalesce(:activity, activity_id), tries = 0,"
                        + " problem = null, leased_until = :ago, next_try = case when wanted > :sent then next_try"
                        + " else :never end where name = :name")
                .param("never", at(NEVER))
                .param("sent", card.wanted())
                .param("activity", activityId)
                .param("ago", at(LONG_AGO))
                .param("name", card.name())
                .update();
    }

    void again(Due card, Duration pause, String problem) {
        jdbc.sql("update shown_card set tries = tries + 1, next_try = :next, leased_until = :ago, problem = :problem"
                        + " where name = :name")
                .param("next", at(clock.instant().plus(pause)))
                .param("ago", at(LONG_AGO))
                .param("problem", shorten(problem))
                .param("name", card.name())
                .update();
    }

    /** Waiting for a place under Teams' limits is no failed try. */
    void later(Due card, Duration pause) {
        jdbc.sql("update shown_card set next_try = :next, leased_until = :ago where name = :name")
                .param("next", at(clock.instant().plus(pause)))
                .param("ago", at(LONG_AGO))
                .param("name", card.name())
                .update();
    }

    void givenUp(Due card, String problem) {
        jdbc.sql("update shown_card set sent = :sent, leased_until = :ago, problem = :problem,"
                        + " next_try = case when wanted > :sent then next_try else :never end where name = :name")
                .param("never", at(NEVER))
                .param("sent", card.wanted())
                .param("ago", at(LONG_AGO))
                .param("problem", shorten(problem))
                .param("name", card.name())
                .update();
    }

    private boolean leased(Due card, Instant now) {
        return jdbc.sql("update shown_card set leased_until = :until where name = :name and leased_until <= :now")
                        .param("until", at(now.plus(LEASE)))
                        .param("name", card.name())
                        .param("now", at(now))
                        .update()
                == 1;
    }

    private static String shorten(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
