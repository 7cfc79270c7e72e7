package writeback.bot.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import writeback.bot.identity.PersonId;

/** The store of what each card shows. */
@Component
class Screens {

    private static final String COLUMNS =
            "card, person, display_name, conversation, kind, target, change_id, plan, version";

    private final JdbcClient jdbc;
    private final Clock clock;

    Screens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Screen> find(String card) {
        return jdbc.sql("select " + COLUMNS + " from screen where card = :card")
                .param("card", card)
                .query(Screens::row)
                .optional();
    }

    /** The card as it stands now, kept from everybody else until the caller's transaction ends. */
    Optional<Screen> lock(String card) {
        return jdbc.sql("select " + COLUMNS + " from screen where card = :card for update")
                .param("card", card)
                .query(Screens::row)
                .optional();
    }

    /** The cards that show this change request, approvers' and the requester's. */
    List<Screen> ofChange(String change) {
        return jdbc.sql("select " + COLUMNS + " from screen where change_id = :change order by updated_at")
                .param("change", change)
                .query(Screens::row)
                .list();
    }

    /** The cards that show this, oldest first. */
    List<Screen> ofTarget(Screen.Kind kind, String target) {
        return jdbc.sql("select " + COLUMNS
                        + " from screen where kind = :kind and target = :target order by updated_at")
                .param("kind", kind.name())
                .param("target", target)
                .query(Screens::row)
                .list();
    }

    /** The person's cards of that kind, oldest first. */
    List<Screen> of(PersonId person, Screen.Kind kind) {
        return jdbc.sql("select " + COLUMNS
                        + " from screen where person = :person and kind = :kind order by updated_at")
                .param("person", person.text())
                .param("kind", kind.name())
                .query(Screens::row)
                .list();
    }

    /** The person's newest card that leads somewhere; not one by which the bot asks them something. */
    Optional<Screen> newest(PersonId person) {
        return jdbc.sql("select " + COLUMNS + " from screen where person = :person"
                        + " and kind not in ('NOTICE', 'APPROVAL', 'RELAY')"
                        + " order by updated_at desc fetch first 1 rows only")
                .param("person", person.text())
                .query(Screens::row)
                .optional();
    }

    /** Cards that a look of an earlier life of this process was to finish. */
    List<Screen> abandoned() {
        return jdbc.sql("select " + COLUMNS + " from screen where waiting = true order by updated_at")
                .query(Screens::row)
                .list();
    }

    /** @param waiting whether a slow look is under way whose result this card awaits */
    void save(Screen screen, boolean waiting) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        int known = bind(
                        jdbc.sql("update screen set kind = :kind, target = :target, change_id = :change, plan = :plan,"
                                + " version = :version, waiting = :waiting, updated_at = :at where card = :card"),
                        screen,
                        waiting,
                        now)
                .update();
        if (known == 0) {
            bind(
                            jdbc.sql(
                                    "insert into screen (card, tenant, person, display_name, conversation, kind, target,"
                                            + " change_id, plan, version, waiting, updated_at) values (:card, :tenant, :person, :name,"
                                            + " :conversation, :kind, :target, :change, :plan, :version, :waiting, :at)"),
                            screen,
                            waiting,
                            now)
                    .param("tenant", screen.person().tenant())
                    .param("person", screen.person().text())
                    .param("name", screen.displayName())
                    .param("conversation", screen.conversation())
                    .update();
        }
    }

    private static JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec sql, Screen screen, boolean waiting, OffsetDateTime now) {
        return sql.param("card", screen.card())
                .param("kind", screen.kind().name())
                .param("target", screen.target())
                .param("change", screen.change())
                .param("plan", screen.plan())
                .param("version", screen.version())
                .param("waiting", waiting)
                .param("at", now);
    }

    private static Screen row(ResultSet row, int number) throws SQLException {
        return new Screen(
                row.getString("card"),
                PersonId.parse(row.getString("person")),
                row.getString("display_name"),
                row.getString("conversation"),
                Screen.Kind.valueOf(row.getString("kind")),
                row.getString("target"),
                row.getString("change_id"),
                row.getString("plan"),
                row.getInt("version"));
    }
}
