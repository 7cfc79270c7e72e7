package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;

/** The same on a real domain controller, and what somebody sees there who does not ask the product. */
@ExtendWith(NeedsSamba.class)
class EnableOnSambaJourney extends EnableJourney {

    private @Nullable Outsider outsider;
    private int versionBefore;

    @Override
    Organisation organisation() throws InterruptedException {
        Organisation organisation = Organisation.start(Options.forTest().withDirectory("samba"));
        Outsider looking = new Outsider(organisation.lab());
        outsider = looking;
        assertThat(looking.minimumPasswordAge()).isEqualTo(Duration.ofDays(1));
        versionBefore = looking.policyVersion();
        return organisation;
    }

    @Test
    @Order(20)
    void anOutsiderSeesOneEditOfThePolicyAndTheDomainFollowingIt() {
        assertThat(outsider).isNotNull();
        assertThat(outsider.minimumPasswordAge()).isZero();
        assertThat(outsider.policyVersion()).isEqualTo(versionBefore + 1);
    }
}
