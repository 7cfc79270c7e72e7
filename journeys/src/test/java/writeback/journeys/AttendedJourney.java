package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A change that an administrator carries out at the relay's console, and one whose console is killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class AttendedJourney {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Practice practice;
    private static Path settings;

    @BeforeAll
    static void start() throws Exception {
        practice = new Practice();
        settings = practice.organisation.folder().root().resolve("relay.yaml");
        practice.organisation.agent().kill9();
        String text = Files.readString(settings);
        String attended = text.replaceFirst("(\"?set-minimum-password-age\"?: *\"?)unattended", "$1attended");
        assertThat(attended).isNotEqualTo(text);
        Files.writeString(settings, attended);
        practice.organisation.agent().start();
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
    void it_waits_for_an_operator_and_is_done_with_their_rights() throws Exception {
        Card plan = approved();
        Card waits = practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("Waiting for operator"));
        String change = waits.text().replaceAll("(?s).*carry-out ([0-9a-f-]{36}).*", "$1");
        assertThat(change).hasSize(36);

        Process console = console(change, "first");
        answer(console, name(), password(), "yes");

        assertThat(console.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said("first"))
                .contains("before", "1 day minimum password age", "after", "0 days minimum password age")
                .contains("Done:")
                .doesNotContain(password());
        assertThat(console.exitValue()).isZero();
        Card done = practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
        assertThat(done.text()).contains("Carried out at the relay’s console by");
    }

    @Test
    @Order(2)
    void a_console_that_is_killed_after_the_start_leaves_a_doubt_that_is_resolved() throws Exception {
        practice.lab.set(Map.of("gpo.minAgeDays", 1, "domain.minAgeDays", 1));
        Card plan = approved();
        Card waits = practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.text().contains("Waiting for operator"));
        String change = waits.text().replaceAll("(?s).*carry-out ([0-9a-f-]{36}).*", "$1");
        Process console = console(change, "second");
        answer(console, name(), password());
        await().atMost(PATIENCE).until(() -> said("second").contains("Type yes"));
        practice.lab.set("directory.slowMillis", 1500);
        answer(console, "yes");
        await().atMost(PATIENCE).until(() -> said("second").contains("Started."));

        console.destroyForcibly();
        practice.lab.set("directory.slowMillis", 0);

        Card end = practice.requester.sees(card -> card.id().equals(plan.id())
                && (card.text().contains("State: Failed") || card.text().contains("State: Done")));
        assertThat(end.text()).contains("Carried out at the relay’s console by");
    }

    private static Card approved() {
        Card plan = practice.asks("enable", card -> card.buttons().contains("Step 4"));
        practice.requester.presses(plan, "Step 4");
        Card step = practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.buttons().contains("Plan this change"));
        practice.requester.presses(step, "Plan this change");
        Card asked = practice.requester.sees(
                card -> card.id().equals(plan.id()) && card.buttons().contains("Ask for approval"));
        Set<String> before = practice.approver.shown().stream().map(Card::id).collect(Collectors.toSet());
        practice.requester.presses(asked, "Ask for approval", Map.of("reason", "It must be.", "consent", "yes"));
        Card approval = practice.approver.sees(
                card -> !before.contains(card.id()) && card.buttons().contains("Approve"));
        practice.approver.presses(approval, "Approve");
        return plan;
    }

    private static Process console(String change, String name) throws IOException {
        ProcessBuilder console = new ProcessBuilder(
                        Path.of("..", "relay/agent/bin/writeback-relay").toString(),
                        "carry-out",
                        change,
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name).toFile());
        console.environment().put("KRB5CCNAME", folder.resolve("no-ticket").toString());
        return console.start();
    }

    private static void answer(Process console, String... lines) throws IOException {
        Writer input = console.outputWriter(StandardCharsets.UTF_8);
        for (String line : lines) {
            input.write(line + System.lineSeparator());
        }
        input.flush();
    }

    private static String said(String console) throws IOException {
        return Files.readString(folder.resolve(console));
    }

    private static String name() {
        return practice.organisation.lab().text("directory", "accounts", "changing", "dn");
    }

    private static String password() throws IOException {
        return Files.readString(
                        Path.of(practice.organisation.lab().text("directory", "accounts", "changing", "passwordFile")))
                .strip();
    }
}
