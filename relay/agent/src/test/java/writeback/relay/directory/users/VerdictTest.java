package writeback.relay.directory.users;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.protocol.fact.Sighting.seen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.fact.AccountReport.Policy;
import writeback.relay.protocol.fact.AccountReport.Protection;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts.Expiry;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

class VerdictTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Sighting<Protection> UNPROTECTED = seen(new Protection(false, List.of(), false));

    @Test
    void anOrdinaryUserCanBeWrittenBack() {
        assertThat(reasons(true, null, UNPROTECTED, false, null, Grant.GRANTED)).isEmpty();
    }

    @Test
    void theMostTellingReasonComesFirst() {
        assertThat(reasons(
                        false,
                        NOW,
                        seen(new Protection(true, List.of(), false)),
                        true,
                        NOW.plusSeconds(1),
                        Grant.MISSING))
                .containsExactly(
                        CoverageReason.DISABLED,
                        CoverageReason.EXPIRED,
                        CoverageReason.PROTECTED,
                        CoverageReason.INHERITANCE_OFF,
                        CoverageReason.RIGHTS_MISSING,
                        CoverageReason.MINIMUM_AGE);
    }

    @Test
    void inheritanceThatIsOffMattersOnlyWhereARightIsMissing() {
        assertThat(reasons(true, null, UNPROTECTED, true, null, Grant.GRANTED)).isEmpty();
        assertThat(reasons(true, null, UNPROTECTED, true, null, Grant.DENIED))
                .containsExactly(CoverageReason.RIGHTS_DENIED);
    }

    @Test
    void aGroupThatIsProtectedNowCountsBeforeAdminCountIsWritten() {
        assertThat(reasons(
                        true,
                        null,
                        seen(new Protection(false, List.of("Operators"), false)),
                        false,
                        null,
                        Grant.GRANTED))
                .containsExactly(CoverageReason.PROTECTED);
    }

    @Test
    void anAgeThatHasEndedIsNone() {
        assertThat(reasons(true, null, UNPROTECTED, false, NOW, Grant.GRANTED)).isEmpty();
    }

    @Test
    void whatIsNotSeenIsNeverFine() {
        Sighting<Protection> hidden = Sighting.unseen(Cause.DENIED, "hidden");
        assertThat(reasons(true, null, hidden, false, null, Grant.GRANTED)).containsExactly(CoverageReason.HIDDEN);
        Sighting<Protection> late = Sighting.unseen(Cause.TIMEOUT, "late");
        assertThat(reasons(true, null, late, false, null, Grant.GRANTED)).containsExactly(CoverageReason.CANNOT_TELL);
        assertThat(reasons(true, null, UNPROTECTED, false, null, Grant.CANNOT_TELL))
                .containsExactly(CoverageReason.CANNOT_TELL);
        assertThat(reasons(false, null, hidden, false, null, Grant.GRANTED))
                .containsExactly(CoverageReason.DISABLED, CoverageReason.HIDDEN);
    }

    private static List<CoverageReason> reasons(
            boolean enabled,
            @Nullable Instant expiry,
            Sighting<Protection> protection,
            boolean inheritanceOff,
            @Nullable Instant allowedAgain,
            Grant reset) {
        return Verdict.reasons(
                new Standing(
                        seen(enabled),
                        seen(new Expiry(expiry)),
                        protection,
                        seen(inheritanceOff),
                        seen(new Policy(null, Duration.ofDays(1), allowedAgain)),
                        seen(List.of()),
                        seen(new ConnectorRights(
                                "MSOL_1", reset, Grant.GRANTED, Grant.GRANTED, Grant.MISSING, List.of()))),
                NOW);
    }
}
