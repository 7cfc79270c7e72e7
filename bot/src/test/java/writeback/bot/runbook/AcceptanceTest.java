package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

class AcceptanceTest {

    private final Sightings organisation = Sightings.allDone();

    @Test
    void a_finding_that_somebody_answers_for_is_accepted_until_its_date() {
        organisation.head = Sightings.head(Duration.ofDays(1));
        accept(FindingCode.AGE_DOMAIN, Sightings.NOW.plusSeconds(1));

        Finding found = organisation.assess().finding(FindingCode.AGE_DOMAIN);

        assertThat(found.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(found.args()).isEqualTo(Map.of("by", "Lee", "reason", "CIS", "until", Sightings.NOW.plusSeconds(1)));
        assertThat(organisation.assess().step(Step.MINIMUM_AGE).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void an_acceptance_that_has_run_out_is_none() {
        organisation.head = Sightings.head(Duration.ofDays(1));
        accept(FindingCode.AGE_DOMAIN, Sightings.NOW);

        assertThat(verdict(FindingCode.AGE_DOMAIN)).isEqualTo(Verdict.TO_DO);
    }

    @Test
    void one_that_has_run_out_does_not_hide_one_that_holds() {
        organisation.head = Sightings.head(Duration.ofDays(1));
        accept(FindingCode.AGE_DOMAIN, Sightings.NOW.minusSeconds(1));
        accept(FindingCode.AGE_DOMAIN, Sightings.NOW.plusSeconds(1));

        assertThat(verdict(FindingCode.AGE_DOMAIN)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void it_covers_its_own_finding_alone() {
        organisation.head = Sightings.head(Duration.ofDays(1));
        accept(FindingCode.AGE_GPO, Sightings.NOW.plusSeconds(60));

        assertThat(verdict(FindingCode.AGE_DOMAIN)).isEqualTo(Verdict.TO_DO);
        assertThat(verdict(FindingCode.AGE_GPO)).isEqualTo(Verdict.DONE);
    }

    @Test
    void what_nobody_could_see_cannot_be_accepted() {
        organisation.head = Sighting.unseen(Cause.TIMEOUT, "");
        accept(FindingCode.AGE_DOMAIN, Sightings.NOW.plusSeconds(60));

        assertThat(verdict(FindingCode.AGE_DOMAIN)).isEqualTo(Verdict.UNKNOWN);
    }

    private void accept(FindingCode code, Instant until) {
        organisation.acceptances.add(new Acceptance(code, "CIS", "Lee", until));
    }

    private Verdict verdict(FindingCode code) {
        return organisation.assess().finding(code).verdict();
    }
}
