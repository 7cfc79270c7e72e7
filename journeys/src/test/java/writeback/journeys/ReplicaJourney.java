package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written is not at once on every domain controller: that is waited for by name, and is no failure. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class ReplicaJourney {

    private static Practice practice;
    private static Card plan;

    @BeforeAll
    static void start() throws InterruptedException {
        practice = new Practice();
        practice.lab.set("replica.there", true);
        practice.signIn(practice.requester, "requester");
        practice.signIn(practice.approver, "approver");
    }

    @AfterAll
    static void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void two_domain_controllers_that_agree() {
        Card step = stepFour();
        assertThat(step.text()).contains("The other domain controller agrees.");
        practice.requester.presses(step, "Plan this change");
        plan = practice.requester.sees(card -> card.buttons().contains("Ask for approval"));
    }

    @Test
    @Order(2)
    void what_is_applied_and_has_not_arrived_on_the_other_is_waited_for() {
        practice.lab.set("replica.replicates", false);
        practice.requester.presses(plan, "Ask for approval", Map.of("reason", "Two of them.", "consent", "yes"));
        practice.approver.presses(practice.approver.sees(card -> card.buttons().contains("Approve")), "Approve");

        Card waiting = practice.requester.sees(card ->
                card.id().equals(plan.id()) && card.text().contains("It has not arrived yet on dc2.contoso.test"));
        assertThat(waiting.text())
                .contains("State: Verifying")
                .contains("Applied on dc1.contoso.test")
                .contains("Next look")
                .doesNotContain("Failed");
        assertThat(stepFour().text()).contains("The value has not arrived yet on dc2.contoso.test");
    }

    @Test
    @Order(3)
    void the_next_look_after_it_has_arrived_ends_it() {
        practice.lab.set("replica.replicates", true);

        practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
    }

    @Test
    @Order(4)
    void one_that_is_silent_is_unknown() {
        practice.lab.set("replica.stopped", true);

        assertThat(stepFour().text()).contains("Unknown for dc2.contoso.test");
    }

    private static Card stepFour() {
        Card overview = practice.check();
        practice.requester.presses(overview, "Step 4");
        return practice.requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("Back to the overview"));
    }
}
