package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A relay comes in by a code, is confirmed by another person, does its work, and is removed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class EnrolmentJourney {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LINE = Pattern.compile("writeback-relay enrol --bot (\\S+) --code (\\S+)");

    /** What the agent's process ends with when the bot does not take it. */
    private static final int REFUSED = 3;

    @TempDir
    static Path folder;

    private static Practice practice;
    private static Card invitation;
    private static Card confirmation;
    private static String fingerprint;
    private static Process relay;

    @BeforeAll
    static void start() throws Exception {
        practice = new Practice();
        practice.signIn(practice.requester, "requester");
        practice.signIn(practice.approver, "approver");
    }

    @AfterAll
    static void stop() {
        if (relay != null) {
            relay.destroyForcibly();
        }
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void the_line_on_the_card_enrols_the_agent_at_its_console() throws Exception {
        invitation = practice.asks(
                "add relay Lyon", card -> LINE.matcher(card.text()).find());
        Matcher line = LINE.matcher(unescaped(invitation));
        assertThat(line.find()).isTrue();

        Process console = console(
                "enrol",
                "enrol",
                "--bot",
                line.group(1),
                "--code",
                line.group(2),
                "--directory",
                folder.toString(),
                "--capabilities",
                "directory,entraconnect");

        assertThat(console.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(console.exitValue()).as(said("enrol")).isZero();
        List<String> lines = said("enrol").lines().toList();
        fingerprint = lines.stream()
                .dropWhile(each -> !each.endsWith("Its fingerprint:"))
                .skip(1)
                .findFirst()
                .orElseThrow()
                .strip();
    }

    @Test
    @Order(2)
    void another_person_confirms_the_fingerprint_that_the_console_showed() {
        confirmation = practice.approver.sees(card -> card.buttons().contains("Confirm"));

        assertThat(unescaped(confirmation)).contains(fingerprint).contains("Lyon");
        Card without = practice.requester.sees(card ->
                card.id().equals(invitation.id()) && !LINE.matcher(card.text()).find());
        assertThat(without.buttons()).doesNotContain("Confirm");
        practice.approver.presses(confirmation, "Confirm");
        practice.requester.sees("Relay Lyon is trusted from now on.");
    }

    @Test
    @Order(3)
    void it_then_does_the_work_that_the_first_relay_did() throws Exception {
        Overview before = Overview.of(practice.check());
        practice.organisation.agent().kill9();
        Path settings = settings();

        relay = console("run", "run", settings.toString());
        await().atMost(PATIENCE).until(() -> said("run").contains("relay ready"));

        Overview after = Overview.of(practice.check());
        assertThat(after.done()).isEqualTo(before.done());
        Card relays = practice.asks("relays", card -> card.text().contains("Lyon"));
        assertThat(relays.text()).contains("Connected");
    }

    @Test
    @Order(4)
    void a_check_at_its_console_finds_no_problem_and_leaves_the_running_agent_alone() throws Exception {
        String saidBefore = said("run");
        byte[] journal = Files.readAllBytes(folder.resolve("data/journal"));

        Process check = console("check", "check", folder.resolve("relay.yaml").toString());

        assertThat(check.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said("check")).isZero();
        assertThat(said("check"))
                .contains("the bot there proves the pinned key", "is known and trusted", "problem 0")
                .contains("more than it needs: seen nothing of it");
        assertThat(said("run")).isEqualTo(saidBefore);
        assertThat(folder.resolve("data/journal")).hasBinaryContent(journal);
        assertThat(Overview.of(practice.check()).done()).isNotEmpty();
        assertThat(relay.isAlive()).isTrue();
    }

    @Test
    @Order(5)
    void once_removed_its_key_is_refused_and_it_stops() throws Exception {
        Card question =
                practice.asks("remove relay Lyon", card -> card.buttons().contains("Remove"));
        practice.requester.presses(question, "Remove");
        practice.approver.sees("Relay Lyon was removed by");

        assertThat(relay.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(relay.exitValue()).as(said("run")).isEqualTo(REFUSED);
        Process check =
                console("check-removed", "check", folder.resolve("relay.yaml").toString());
        assertThat(check.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as(said("check-removed")).isEqualTo(REFUSED);
        assertThat(said("check-removed")).contains("agent.id: HTTP 401 removed");
    }

    /** The practice relay's settings, with what enrolment gave to this one. */
    private static Path settings() throws IOException {
        String enrolled = Files.readString(folder.resolve("relay.yaml"));
        Matcher id = Pattern.compile("(?m)^  id: (\\S+)$").matcher(enrolled);
        assertThat(id.find()).as(enrolled).isTrue();
        String text = Files.readString(practice.organisation.folder().root().resolve("relay.yaml"))
                .replaceFirst("(?m)^  id: .*$", "  id: " + id.group(1))
                .replaceFirst("(?m)^  key-file: .*$", "  key-file: " + folder.resolve("agent.jwk"))
                .replaceFirst(
                        "(?m)^  command-key-file: .*$", "  command-key-file: " + folder.resolve("bot-command.jwk"))
                .replaceFirst("(?m)^  data-folder: .*$", "  data-folder: " + folder.resolve("data"));
        return Files.writeString(folder.resolve("relay.yaml"), text);
    }

    private static Process console(String name, String... words) throws IOException {
        ProcessBuilder console = new ProcessBuilder(
                        Path.of("..", "relay/agent/bin/writeback-relay").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        console.command().addAll(List.of(words));
        return console.start();
    }

    private static String said(String console) throws IOException {
        return Files.readString(folder.resolve(console + ".log"));
    }

    /** As a person reads it, who sees no backslashes. */
    private static String unescaped(Card card) {
        return card.text().replaceAll("\\\\(\\p{Punct})", "$1");
    }
}
