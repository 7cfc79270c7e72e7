package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.bot.change.Organisation.TEST_UPN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.WritebackEvent;

/** When a reset in the cloud counts as arrived, and when nobody can tell. */
class ArrivalTest {

    private static final Instant BEFORE = Instant.parse("2026-11-22T12:00:00Z");
    private static final Sighting<Long> BLIND = Sighting.unseen(Cause.DENIED, "");
    private static final Sighting<List<WritebackEvent>> NO_LOG = Sighting.unseen(Cause.NO_RELAY, "");
    private static final Map<String, String> MEMORY =
            Arrival.before(seen(Sighting.seen(9L), Sighting.seen(List.of(event(31010, 0)))));

    @Test
    void a_moved_version_and_both_events_after_the_start_prove_it() {
        assertThat(judge(Sighting.seen(10L), event(31009, 1), event(31010, 2))).isEqualTo(Arrival.ARRIVED);
    }

    @Test
    void events_without_a_moved_version_are_somebody_elses() {
        assertThat(judge(Sighting.seen(9L), event(31009, 1), event(31010, 2))).isEqualTo(Arrival.NOT_THERE);
    }

    @Test
    void a_moved_version_without_events_proves_nothing() {
        assertThat(judge(Sighting.seen(10L))).isEqualTo(Arrival.CANNOT_TELL);
        assertThat(Arrival.judge(MEMORY, seen(Sighting.seen(10L), NO_LOG), TEST_UPN))
                .isEqualTo(Arrival.CANNOT_TELL);
    }

    @Test
    void events_from_before_the_start_do_not_count() {
        assertThat(judge(Sighting.seen(10L), event(31009, -1), event(31010, 0))).isEqualTo(Arrival.CANNOT_TELL);
    }

    @Test
    void an_end_without_a_start_does_not_count() {
        assertThat(judge(Sighting.seen(10L), event(31010, 2))).isEqualTo(Arrival.CANNOT_TELL);
        assertThat(judge(Sighting.seen(10L), event(31010, 1), event(31009, 2))).isEqualTo(Arrival.CANNOT_TELL);
    }

    @Test
    void where_the_version_cannot_be_read_the_events_must_name_the_account() {
        assertThat(judge(BLIND, event(31009, 1), event(31010, 2))).isEqualTo(Arrival.ARRIVED);
        WritebackEvent start = new WritebackEvent(31009, BEFORE.plusSeconds(1), "PasswordResetService", "for other@x");
        WritebackEvent end = new WritebackEvent(31010, BEFORE.plusSeconds(2), "PasswordResetService", "for other@x");
        assertThat(judge(BLIND, start, end)).isEqualTo(Arrival.NOT_THERE);
    }

    @Test
    void without_version_and_log_there_is_nothing_to_remember_and_nothing_to_tell() {
        assertThat(Arrival.before(seen(BLIND, NO_LOG))).isEmpty();
        assertThat(Arrival.judge(MEMORY, seen(BLIND, NO_LOG), TEST_UPN)).isEqualTo(Arrival.CANNOT_TELL);
    }

    @Test
    void an_empty_log_before_is_a_place_to_start_from() {
        Map<String, String> memory = Arrival.before(seen(Sighting.seen(9L), Sighting.seen(List.of())));

        assertThat(Arrival.judge(
                        memory,
                        seen(Sighting.seen(10L), Sighting.seen(List.of(event(31009, 1), event(31010, 2)))),
                        TEST_UPN))
                .isEqualTo(Arrival.ARRIVED);
    }

    private static Arrival judge(Sighting<Long> version, WritebackEvent... events) {
        return Arrival.judge(MEMORY, seen(version, Sighting.seen(List.of(events))), TEST_UPN);
    }

    private static WritebackEvent event(int id, int secondsAfter) {
        return new WritebackEvent(id, BEFORE.plusSeconds(secondsAfter), "PasswordResetService", "for " + TEST_UPN);
    }

    private static World.Arrivals seen(Sighting<Long> version, Sighting<List<WritebackEvent>> log) {
        return new World.Arrivals(
                Sighting.seen(new AccountFacts(
                        BEFORE,
                        "dc1.contoso.test",
                        Organisation.TEST_ACCOUNT,
                        "pilot",
                        TEST_UPN,
                        "S-1-5-21-1-2-3-1104",
                        true,
                        false,
                        true,
                        Sighting.seen(new AccountFacts.PasswordSet(null)),
                        version,
                        Sighting.seen(new AccountFacts.ResultantPolicy(null)))),
                log);
    }
}
