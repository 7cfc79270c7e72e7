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

    @Test
    @Order(21)
    void one_look_at_a_user_says_whom_it_works_for_and_for_whom_not_and_what_helps() {
        assertThat(explained("pilot.test"))
                .contains("be written back?\nYes\n")
                .contains("✓ The account is not protected.")
                .contains("✓ Reset Password: ");
        assertThat(explained("isa.isolated"))
                .contains("be written back?\nNo\n")
                .contains("Inheritance is turned off on the account: rights granted higher up do not reach it.")
                .contains("Find out who turned it off. Then, in Active Directory")
                .contains("lacks it on this user, because inheritance is off.");
        assertThat(explained("adrian.admin"))
                .contains("be written back?\nNo\n")
                .contains("The account belongs to protected groups: Administrators, Domain Admins")
                .contains("Leave it so: such passwords are reset in Active Directory.")
                .doesNotContain("Grant it at the domain root");
    }

    private String explained(String user) {
        requester.says("explain " + user);
        return requester
                .sees(card -> card.text().contains("Can the password of " + user + "@"))
                .text();
    }
}
