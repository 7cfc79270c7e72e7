package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;
import writeback.journeys.start.Organisation;

/**
 * The main job from end to end: a domain that refused a writeback reset accepts it afterwards, and three people may not
 * approve. Each test goes on where the one before ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
abstract class EnableJourney {

    static final String ACCOUNT = "pilot.test";

    private Organisation organisation;
    private Lab lab;
    Person requester;
    private Person approver;
    private Person norole;
    private Person guest;

    abstract Organisation organisation() throws InterruptedException;

    @Test
    @Order(1)
    void enable_shows_what_there_is_to_do_and_asks_to_sign_in() throws InterruptedException {
        organisation = organisation();
        lab = new Lab(organisation.page());
        requester = person("requester");
        approver = person("approver");
        norole = person("norole");
        guest = person("guest");

        requester.says("enable");

        Card overview = requester.sees(card -> card.buttons().contains("Next: sign in"));
        assertThat(overview.text())
                .contains("Practice organisation")
                .contains("because you are not signed in")
                .contains("Password writeback is off in Entra Connect")
                .contains("The policy object Default Domain Policy wins and says 1 day");
    }

    @Test
    @Order(2)
    void the_overview_updates_itself_after_the_sign_in() {
        requester.presses(requester.sees(card -> card.buttons().contains("Next: sign in")), "Next: sign in");
        signIn(requester, "requester");

        Card overview = requester.sees(card -> card.buttons().contains("Next: step 1"));
        assertThat(overview.text()).contains("Done").doesNotContain("because you are not signed in");

        for (String name : new String[] {"approver", "norole"}) {
            person(name).says("sign in");
            signIn(person(name), name);
        }
    }

    @Test
    @Order(3)
    void before_the_change_the_directory_refuses_and_the_cloud_reset_fails() {
        Card result = rehearse();

        assertThat(result.text()).contains("0000052D").contains("SSPR").doesNotContain("Proven");
        requester.says("enable");
        Card overview = requester.sees("refused the reset");
        assertThat(overview.text()).contains("0000052D").contains("The reset from the cloud failed");
        assertThat(overview.buttons()).contains("Next: step 1");
    }

    @Test
    @Order(4)
    void steps_1_and_3_are_done_by_hand_and_read_back() {
        requester.presses(requester.sees(card -> card.buttons().contains("Next: step 1")), "Next: step 1");
        Card wizard = requester.sees(card -> card.buttons().contains("I have done it"));
        assertThat(wizard.text()).contains("Optional features").contains("Password writeback is off");
        lab.set("connect.writeback", true);
        requester.presses(wizard, "I have done it");
        Card done = requester.sees("Password writeback is on in Entra Connect");
        requester.presses(done, "Back to the overview");

        requester.presses(requester.sees(card -> card.buttons().contains("Next: step 3a")), "Next: step 3a");
        Card portal = requester.sees(card -> card.buttons().contains("I have done it"));
        assertThat(portal.link("Open On-premises integration").orElseThrow()).contains("OnPremisesIntegration");
        lab.set("portal.writeback", true);
        lab.set("portal.unlock", true);
        requester.presses(portal, "I have done it");
        Card recorded = requester.sees("the audit log shows that writeback was enabled");
        requester.presses(recorded, "Back to the overview");

        requester.presses(requester.sees(card -> card.buttons().contains("Next: step 3b")), "Next: step 3b");
        Card scope = requester.sees(card -> card.buttons().contains("I have done it"));
        lab.set("sspr.scope", "selected");
        lab.set("sspr.registered", 1);
        requester.presses(scope, "I have done it");
        Card scoped = requester.sees("Self-service password reset is on for");
        requester.presses(scoped, "Back to the overview");
    }

    @Test
    @Order(5)
    void only_another_person_with_the_right_and_the_role_may_approve() {
        requester.presses(requester.sees(card -> card.buttons().contains("Next: step 4")), "Next: step 4");
        Card step = requester.sees(card -> card.buttons().contains("Plan this change"));
        requester.presses(step, "Plan this change");
        Card plan = requester.sees(card -> card.buttons().contains("Ask for approval"));
        assertThat(plan.text())
                .contains("Default Domain Policy")
                .contains("1 day")
                .contains("0 days");
        requester.presses(plan, "Ask for approval", Map.of("reason", "Pilot starts on Monday.", "consent", "yes"));
        Card approval = approver.sees(card -> card.buttons().contains("Approve"));
        Card waiting = requester.sees("Awaiting approval");
        assertThat(waiting.text()).contains("Avery Approver");

        ObjectNode own = (ObjectNode) waiting.data("Withdraw the request").deepCopy();
        requester.forges(organisation.lab(), "requester", "approve", own.put("verb", "approve"));
        requester.sees("This is your own request");
        requester.forges(organisation.lab(), "requester", "approve", approval.data("Approve"));
        requester.sees("This card is for another person");

        norole.presses(norole.sees(card -> card.buttons().contains("Approve")), "Approve");
        norole.sees("You hold no active role that may approve this");

        guest.says("enable");
        guest.sees("You belong to another tenant");

        assertThat(requester.sees("Awaiting approval").text()).doesNotContain("Approved by");
    }

    @Test
    @Order(6)
    void the_approved_change_is_applied_and_verified() {
        Card approval = approver.sees(card -> card.buttons().contains("Approve"));
        assertThat(approval.text())
                .contains("Riley Requester")
                .contains("Pilot starts on Monday.")
                .contains("Security baselines ask for 1 day");
        approver.pressesDelivered(3, approval, "Approve");

        Card done = requester.sees(card -> card.text().contains("Set the minimum password age")
                && card.text().contains("State: Done"));
        assertThat(done.text()).contains("Avery Approver");
        assertThat(norole.sees("Set the minimum password age").buttons()).doesNotContain("Approve");
    }

    @Test
    @Order(7)
    void after_it_both_rehearsals_prove_their_claims() {
        Card result = rehearse();

        assertThat(result.text().split("Proven on dc1", -1)).hasSize(3);
        requester.says("enable");
        Card overview = requester.sees(
                card -> card.text().contains("Policy · Proven") && card.text().contains("Channel · Proven"));
        assertThat(overview.text()).contains("No self-service reset has been seen yet");
    }

    @Test
    @Order(8)
    void a_second_enable_finds_nothing_to_change() {
        requester.says("enable");
        Card overview = requester.sees(card -> card.text().contains("Policy · Proven"));
        // Only a pilot person's own reset is left, which no administrator can give.
        assertThat(overview.text()).contains("26 done · 1 by hand").doesNotContain("To do");
    }

    @AfterAll
    void stop() {
        if (organisation != null) {
            organisation.close();
        }
    }

    /** From the command to the end of the approved rehearsal. */
    private Card rehearse() {
        requester.says("rehearse " + ACCOUNT);
        Card plan = requester.sees(card ->
                card.text().contains("Rehearse the policy") && card.buttons().contains("Ask for approval"));
        requester.presses(plan, "Ask for approval", Map.of("reason", "Does it work?"));
        approver.presses(
                approver.sees(card -> card.text().contains("Rehearse the policy")
                        && card.buttons().contains("Approve")),
                "Approve");
        return requester.sees(card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
    }

    private void signIn(Person person, String account) {
        Card card = person.sees(shown -> shown.link("Sign in").isPresent());
        String page = new Browser(Path.of(organisation.lab().text("ca")))
                .signsIn(card.link("Sign in").orElseThrow(), account);
        assertThat(page).contains("Teams");
        person.sees(
                shown -> shown.id().equals(card.id()) && shown.link("Sign in").isEmpty());
    }

    private Person person(String name) {
        return new Person(organisation.channel(), name);
    }
}
