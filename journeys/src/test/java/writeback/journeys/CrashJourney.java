package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;

/** Power cuts at the worst moments: what was approved happens once or not at all, and it is told which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class CrashJourney {

    /** Slow enough for a kill between two steps, quick enough for a look to end in time. */
    private static final int SLOW_MILLIS = 500;

    private Organisation organisation;
    private Lab lab;
    private Outsider outsider;
    private Remains remains;
    private Person requester;
    private Person approver;

    @BeforeAll
    void start() throws InterruptedException {
        organisation = Organisation.start(Options.forTest());
        lab = new Lab(organisation.page());
        outsider = new Outsider(organisation.lab());
        remains = new Remains(organisation.folder().root());
        requester = new Person(organisation.channel(), "requester");
        approver = new Person(organisation.channel(), "approver");
        signIn(requester, "requester");
        signIn(approver, "approver");
    }

    @AfterAll
    void stop() {
        if (organisation != null) {
            organisation.close();
        }
    }

    @Test
    @Order(1)
    void an_approval_outlives_the_bot_and_its_change_is_applied_once() throws InterruptedException {
        int version = outsider.policyVersion();
        Card plan = asked();
        Card approval = approver.sees(card -> card.buttons().contains("Approve"));
        lab.set("directory.slowMillis", SLOW_MILLIS);

        approver.presses(approval, "Approve");
        approver.sees(card -> card.id().equals(approval.id()) && card.text().contains("Approved by"));
        organisation.bot().kill9();
        assertThat(outsider.policyVersion()).isEqualTo(version);
        lab.set("directory.slowMillis", 0);
        organisation.bot().start();

        Card done = requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
        assertThat(done.text()).contains("Avery Approver");
        assertThat(outsider.policyVersion()).isEqualTo(version + 1);
        assertThat(remains.changesStarted()).isEqualTo(1);
        assertThat(remains.backups()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void a_change_approved_while_the_agent_is_dead_is_applied_once_when_it_is_back() throws InterruptedException {
        oneDayAgain();
        int version = outsider.policyVersion();
        Card plan = asked();
        Card approval = approver.sees(card -> card.buttons().contains("Approve"));
        organisation.agent().kill9();

        approver.presses(approval, "Approve");
        approver.sees(card -> card.id().equals(approval.id()) && card.text().contains("Approved by"));
        assertThat(outsider.policyVersion()).isEqualTo(version);
        organisation.agent().start();

        requester.sees(card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
        assertThat(outsider.policyVersion()).isEqualTo(version + 1);
        assertThat(remains.changesStarted()).isEqualTo(2);
        assertThat(remains.backups()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void an_agent_killed_before_it_wrote_anything_says_so_and_does_not_begin_again() throws InterruptedException {
        oneDayAgain();
        int version = outsider.policyVersion();

        Card end = killedAgentOnce(() -> remains.changesStarted() == 3);

        assertThat(end.text()).contains("State: Failed").contains("not-applied");
        assertThat(outsider.policyVersion()).isEqualTo(version);
        assertThat(remains.changesStarted()).isEqualTo(3);
    }

    @Test
    @Order(4)
    void an_agent_killed_while_it_wrote_ends_what_it_began_and_does_not_begin_again() throws InterruptedException {
        int version = outsider.policyVersion();

        Card end = killedAgentOnce(() -> outsider.policyVersion() > version);

        // Whether or not the directory had the version when the power went: what was missing has been written.
        assertThat(end.text()).contains("State: Done");
        assertThat(outsider.policyVersion()).isEqualTo(version + 1);
        assertThat(remains.changesStarted()).isEqualTo(4);
    }

    @Test
    @Order(5)
    void a_card_that_was_looking_when_the_bot_died_says_so_afterwards() throws InterruptedException {
        lab.set("directory.slowMillis", 2 * SLOW_MILLIS);
        long looks = remains.connectLooks();
        requester.says("enable");
        requester.sees("Looking …");
        // By then the bot has long noted that Teams took the card; a kill before would leave it leased for a while.
        comes(() -> remains.connectLooks() > looks);

        organisation.bot().kill9();
        lab.set("directory.slowMillis", 0);
        organisation.bot().start();

        // On a card of its own, should Teams' yes to the first one not have been noted before the power went.
        Card closed = requester.sees("I was restarted");
        assertThat(closed.text()).contains("Type your command again");
    }

    @Test
    @Order(6)
    void after_all_of_it_the_trail_verifies_and_tells_each_change_once() throws InterruptedException, SQLException {
        comes(() -> remains.lastAuditCheck().contains("audit trail intact: "));

        organisation.bot().kill9();
        try (Remains.Trail trail = remains.trail()) {
            assertThat(trail.mostOfOneChange("change.approve")).isEqualTo(1);
            assertThat(trail.count("change.approve")).isEqualTo(4);
            assertThat(trail.mostOfOneChange("action.ordered")).isEqualTo(1);
            assertThat(trail.changesWithoutOutcome()).isZero();
        }
    }

    /** Has a change approved, kills the agent in the middle of it, starts it again, and waits for what is recorded. */
    private Card killedAgentOnce(Callable<Boolean> moment) throws InterruptedException {
        Card plan = asked();
        Card approval = approver.sees(card -> card.buttons().contains("Approve"));
        lab.set("directory.slowMillis", SLOW_MILLIS);
        approver.presses(approval, "Approve");
        comes(moment);
        organisation.agent().kill9();
        lab.set("directory.slowMillis", 0);
        organisation.agent().start();
        return requester.sees(card -> card.id().equals(plan.id())
                && (card.text().contains("State: Done")
                        || card.text().contains("State: Failed")
                        || card.text().contains("State: In doubt")));
    }

    /** A request to set the age to 0 days; its card. */
    private Card asked() {
        Set<String> earlier = requester.shown().stream().map(Card::id).collect(Collectors.toSet());
        requester.says("enable");
        Card overview = requester.sees(
                card -> !earlier.contains(card.id()) && card.buttons().contains("Step 4"));
        requester.presses(overview, "Step 4");
        Card step = requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("Plan this change"));
        requester.presses(step, "Plan this change");
        Card plan = requester.sees(card -> card.buttons().contains("Ask for approval"));
        requester.presses(plan, "Ask for approval", Map.of("reason", "A power cut is due.", "consent", "yes"));
        return plan;
    }

    private void oneDayAgain() {
        lab.set("gpo.minAgeDays", 1);
        lab.set("domain.minAgeDays", 1);
    }

    private void signIn(Person person, String account) {
        person.says("sign in");
        Card card = person.sees(shown -> shown.link("Sign in").isPresent());
        new Browser(Path.of(organisation.lab().text("ca")))
                .signsIn(card.link("Sign in").orElseThrow(), account);
        person.sees(
                shown -> shown.id().equals(card.id()) && shown.link("Sign in").isEmpty());
    }

    /** Looked for often: what follows must hit the middle of something. */
    private static void comes(Callable<Boolean> moment) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(moment);
    }
}
