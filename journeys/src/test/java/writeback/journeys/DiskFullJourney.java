package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
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
import tools.jackson.databind.JsonNode;

/**
 * No room for the bot's database: the system refuses every write of the bot's process beyond the first few kilobytes of a
 * file, as a full disk does. Nothing is half decided, everybody is told, and with room again all goes on without a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class DiskFullJourney {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    /** Less than a database needs, and more than the bot's log does. */
    private static final long SMALLEST = 256 * 1024;

    private static final String NOT_STORED = "I cannot store anything at present";

    private Practice practice;
    private Outsider outsider;
    private Remains remains;
    private Card approval;
    private Card plan;
    private int version;

    @BeforeAll
    void start() throws InterruptedException {
        assumeTrue(Files.isExecutable(PRLIMIT), "prlimit of util-linux is not there");
        practice = new Practice();
        outsider = new Outsider(practice.organisation.lab());
        remains = new Remains(practice.organisation.folder().root());
        practice.signIn(practice.requester, "requester");
        practice.signIn(practice.approver, "approver");
        version = outsider.policyVersion();
    }

    @AfterAll
    void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void without_room_an_approval_is_none_and_whoever_gave_it_is_told() throws Exception {
        plan = asked();
        approval = practice.approver.sees(card -> card.buttons().contains("Approve"));

        noRoom();
        JsonNode answer = practice.approver.presses(approval, "Approve");

        assertThat(answer.toString()).contains(NOT_STORED);
        assertThat(remains.changesStarted()).isZero();
    }

    @Test
    @Order(2)
    void who_says_something_is_told_so_in_words() {
        practice.requester.says("status");

        practice.requester.sees(NOT_STORED);
    }

    @Test
    @Order(3)
    void a_relay_is_told_to_come_again() {
        await().atMost(Duration.ofMinutes(1)).until(() -> agentLog().contains("503 not-stored"));
    }

    @Test
    @Order(4)
    void with_room_again_the_same_button_approves_and_the_change_is_made_once() throws Exception {
        room();
        comesBack();

        practice.approver.presses(approval, "Approve");

        practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
        assertThat(outsider.policyVersion()).isEqualTo(version + 1);
        assertThat(remains.changesStarted()).isEqualTo(1);
    }

    @Test
    @Order(5)
    void a_relay_that_cannot_hand_in_what_it_did_keeps_it_until_there_is_room() throws Exception {
        practice.lab.set(Map.of("gpo.minAgeDays", 1, "domain.minAgeDays", 1));
        int before = outsider.policyVersion();
        Card second = asked();
        Card asks = practice.approver.sees(
                card -> !card.id().equals(approval.id()) && card.buttons().contains("Approve"));
        practice.lab.set("directory.slowMillis", 500);
        practice.approver.presses(asks, "Approve");
        comes(() -> remains.changesStarted() == 2);

        noRoom();
        practice.lab.set("directory.slowMillis", 0);
        comes(() -> outsider.policyVersion() > before);
        comes(() -> agentLog().lines().anyMatch(line -> line.contains("eply") && line.contains("not-stored")));
        room();

        practice.requester.sees(
                card -> card.id().equals(second.id()) && card.text().contains("State: Done"));
        assertThat(outsider.policyVersion()).isEqualTo(before + 1);
        assertThat(remains.changesStarted()).isEqualTo(2);
    }

    @Test
    @Order(6)
    void the_log_said_it_briefly_and_the_trail_verifies_and_has_each_approval_once() throws Exception {
        Path log = practice.organisation.bot().log();
        assertThat(Files.readString(log)).contains("Nothing can be stored at present");
        assertThat(Files.size(log)).isLessThan(SMALLEST / 2);
        practice.organisation.bot().kill9();
        practice.organisation.bot().start();
        comes(() -> remains.lastAuditCheck().contains("audit trail intact: "));

        practice.organisation.bot().kill9();
        trailTellsEachOnce();
    }

    private void trailTellsEachOnce() throws SQLException {
        try (Remains.Trail trail = remains.trail()) {
            assertThat(trail.count("change.approve")).isEqualTo(2);
            assertThat(trail.mostOfOneChange("change.approve")).isEqualTo(1);
            assertThat(trail.mostOfOneChange("action.ordered")).isEqualTo(1);
            assertThat(trail.changesWithoutOutcome()).isZero();
        }
    }

    private void noRoom() throws Exception {
        limit(String.valueOf(SMALLEST));
    }

    private void room() throws Exception {
        limit("unlimited");
    }

    private void limit(String bytes) throws Exception {
        String pid = Files.readString(practice.organisation.folder().root().resolve("pids/bot"))
                .strip();
        Process prlimit = new ProcessBuilder(PRLIMIT.toString(), "--pid", pid, "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    /** Until a look by the chat works again. */
    private void comesBack() {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            Set<String> before =
                    practice.requester.shown().stream().map(Card::id).collect(Collectors.toSet());
            practice.requester.says("status");
            return practice.requester
                    .sees(card -> !before.contains(card.id()))
                    .text()
                    .contains("Status");
        });
    }

    private String agentLog() throws IOException {
        return Files.readString(practice.organisation.agent().log());
    }

    /** A request to set the age to 0 days; its card. */
    private Card asked() {
        Set<String> earlier = practice.requester.shown().stream().map(Card::id).collect(Collectors.toSet());
        Card overview = practice.asks("enable", card -> card.buttons().contains("Step 4"));
        practice.requester.presses(overview, "Step 4");
        Card step = practice.requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("Plan this change"));
        practice.requester.presses(step, "Plan this change");
        Card made = practice.requester.sees(
                card -> !earlier.contains(card.id()) && card.buttons().contains("Ask for approval"));
        practice.requester.presses(
                made, "Ask for approval", Map.of("reason", "The disk is nearly full.", "consent", "yes"));
        return made;
    }

    private static void comes(Callable<Boolean> moment) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(moment);
    }
}
