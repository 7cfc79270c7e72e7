package writeback.bot.premises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static writeback.bot.premises.DoorClient.assertProblem;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import writeback.bot.Rooms;
import writeback.bot.identity.PersonId;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.EnrolmentCode;
import writeback.relay.protocol.message.EnrolmentRequest;
import writeback.relay.protocol.message.NextCommandKey;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;

/** How relays come in, are confirmed and turned down, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentDoorTest {

    private static final PersonId ANNA = new PersonId(PracticeBot.TENANT, "11111111-0000-0000-0000-000000000001");
    private static final PersonId PAUL = new PersonId(PracticeBot.TENANT, "11111111-0000-0000-0000-000000000002");

    private PracticeBot bot;
    private DoorClient door;
    private final SigningKey key = SigningKey.generate();

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        bot = new PracticeBot(folder, database(), "1m");
        door = new DoorClient(bot);
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    /** Where the relays are kept. */
    String database() {
        return Rooms.inMemory("enrolment-" + UUID.randomUUID());
    }

    @Test
    void theCodeCarriesTheHashOfTheKeyThatTheDoorShows() throws Exception {
        Enrolments.Invitation invitation = bot.enrolments().invite(ANNA, "Lyon");
        HttpResponse<String> shown = door.get("command-key");

        assertThat(VerifyingKey.read(shown.body()).thumbprint())
                .isEqualTo(parsed(invitation.code()).commandKey());
        assertThat(invitation.commandLine())
                .isEqualTo("writeback-relay enrol --bot https://bot.contoso.test --code " + invitation.code());
        assertThat(invitation.toString()).doesNotContain(invitation.code());
    }

    @Test
    void aRelayWaitsUntilSomebodyConfirmsItsFingerprint() throws Exception {
        SigningKey own = SigningKey.generate();
        String code = bot.enrolments().invite(ANNA, "Lyon").code();
        String id = door.enrolled(code, own);

        HttpResponse<String> waiting = door.poll(id, own, 0);
        assertProblem(waiting, 401, "waiting-for-confirmation");
        assertThat(waiting.headers().firstValue("Retry-After")).isPresent();
        assertThat(relay(id)).satisfies(relay -> {
            assertThat(relay.state()).isEqualTo(Relay.State.WAITING);
            assertThat(relay.version()).isEqualTo("1.0");
            assertThat(relay.name()).isEqualTo("Lyon");
            assertThat(relay.capabilities()).containsExactly("directory");
            assertThat(relay.fingerprint()).isEqualTo(own.verifyingKey().fingerprint());
            assertThat(relay.connected()).isFalse();
        });
        assertThat(bot.enrolments().invitedBy(id)).contains(ANNA);

        assertThat(bot.enrolments().confirm(id, key.verifyingKey().fingerprint(), PAUL))
                .isFalse();
        assertProblem(door.poll(id, own, 0), 401, "waiting-for-confirmation");
        assertThat(bot.enrolments().confirm(id, own.verifyingKey().fingerprint(), PAUL))
                .isTrue();
        assertThat(bot.enrolments().confirm(id, own.verifyingKey().fingerprint(), PAUL))
                .isFalse();
        assertThat(bot.enrolments().turnDown(id, PAUL)).isFalse();
        assertThat(door.poll(id, own, 0).statusCode()).isEqualTo(200);
        assertThat(relay(id)).satisfies(relay -> {
            assertThat(relay.state()).isEqualTo(Relay.State.TRUSTED);
            assertThat(relay.connected()).isTrue();
            assertThat(relay.halt()).isEqualTo("paused");
            assertThat(relay.permissions())
                    .isEqualTo(Map.of("read-directory", "unattended", "grant-rights", "refused"));
        });
        assertThat(kinds(parsed(code).id(), id)).containsExactly("relay.invited", "relay.arrived", "relay.confirmed");
        assertThat(bot.jdbc()
                        .sql("select details from audit_trail")
                        .query(String.class)
                        .list())
                .noneMatch(details -> details.contains(parsed(code).secret()));
    }

    @Test
    void whoWasTurnedDownIsToldSo() throws Exception {
        SigningKey own = SigningKey.generate();
        String code = bot.enrolments().invite(ANNA, "Paris").code();
        String id = door.enrolled(code, own);

        assertThat(bot.enrolments().turnDown(id, PAUL)).isTrue();
        assertThat(bot.enrolments().turnDown(id, PAUL)).isFalse();
        assertProblem(door.poll(id, own, 0), 401, "turned-down");
        assertProblem(door.enrol(code, own), 401, "turned-down");
        assertProblem(door.renew(id, own, SigningKey.generate()), 401, "turned-down");
        assertThat(bot.enrolments().confirm(id, own.verifyingKey().fingerprint(), PAUL))
                .isFalse();
        assertThat(relay(id).state()).isEqualTo(Relay.State.REMOVED);
        assertThat(kinds(id)).containsExactly("relay.arrived", "relay.turned-down");
    }

    @Test
    void whoDidNotGetTheAnswerGetsItAgainEvenWhenTheCodeIsOver() throws Exception {
        SigningKey own = SigningKey.generate();
        String code = bot.enrolments().invite(ANNA, "Lille").code();
        String id = door.enrolled(code, own);
        expire(code);

        assertThat(door.enrolled(code, own)).isEqualTo(id);
        EnrolmentCode parsed = parsed(code);
        assertProblem(
                door.post(
                        "enrol",
                        DoorClient.request(parsed.id(), "0".repeat(26), own.verifyingKey())
                                .seal(own)),
                403,
                "wrong-code");
        assertThat(kinds(id)).containsExactly("relay.arrived");
    }

    @Test
    void whatIsNoEnrolmentIsRefused() throws Exception {
        EnrolmentCode code = parsed(bot.enrolments().invite(ANNA, "Nice").code());
        EnrolmentRequest good = DoorClient.request(code.id(), code.secret(), key.verifyingKey());

        assertProblem(door.post("enrol", ""), 400, "malformed");
        assertProblem(door.post("enrol", "x".repeat(40_000)), 413, "too-large");
        assertProblem(door.post("enrol", NextCommandKey.seal(key.verifyingKey(), key)), 400, "unreadable");
        assertProblem(door.post("enrol", good.seal(SigningKey.generate())), 400, "unknown-key");
        assertProblem(door.post("enrol", tampered(good.seal(key))), 400, "bad-signature");
        assertProblem(
                door.post(
                        "enrol",
                        with(good, "another", null, List.of("directory")).seal(key)),
                400,
                "wrong-audience");
        assertProblem(
                door.post(
                        "enrol",
                        with(good, "writeback-bot", " ", List.of("directory")).seal(key)),
                400,
                "unfit");
        assertProblem(
                door.post(
                        "enrol",
                        with(good, "writeback-bot", "a\nb", List.of("directory"))
                                .seal(key)),
                400,
                "unfit");
        assertProblem(
                door.post(
                        "enrol",
                        with(good, "writeback-bot", "n".repeat(101), List.of("directory"))
                                .seal(key)),
                400,
                "unfit");
        assertProblem(
                door.post("enrol", with(good, "writeback-bot", "n", List.of()).seal(key)), 400, "unfit");
        assertProblem(
                door.post(
                        "enrol",
                        with(good, "writeback-bot", "n", List.of("shell")).seal(key)),
                400,
                "unfit");
        // none of it was a try
        assertThat(door.enrolled(code.text(), key)).startsWith("relay-");
        String again = bot.enrolments().invite(ANNA, "Nice").code();
        assertProblem(door.enrol(again, key), 409, "key-registered");
        assertProblem(door.enrol(again, bot.agentKey), 409, "key-registered");
        assertProblem(door.enrol(code.text(), SigningKey.generate()), 409, "used-code");
    }

    @Test
    void aCodeLocksAfterFiveWrongTriesAndThatIsToldAtOnceAndOnce() throws Exception {
        EnrolmentCode code = parsed(bot.enrolments().invite(ANNA, "Metz").code());
        SigningKey own = SigningKey.generate();

        for (int i = 0; i < 5; i++) {
            String wrong = String.valueOf(i).repeat(26);
            assertProblem(
                    door.post(
                            "enrol",
                            DoorClient.request(code.id(), wrong, own.verifyingKey())
                                    .seal(own)),
                    403,
                    "wrong-code");
            assertThat(kinds(code.id())).contains("relay.invited").hasSize(i < 4 ? 1 : 2);
        }
        await().until(() -> bot.lockedCodes.changes.contains(code.id()));
        assertProblem(door.enrol(code.text(), own), 423, "locked-code");
        assertThat(kinds(code.id())).containsExactly("relay.invited", "relay.code-locked");
        assertThat(bot.lockedCodes.changes).containsOnlyOnce(code.id());
    }

    @Test
    void aCodeIsGoodForAQuarterOfAnHour() throws Exception {
        Enrolments.Invitation invitation = bot.enrolments().invite(ANNA, "Brest");
        expire(invitation.code());

        assertProblem(door.enrol(invitation.code(), SigningKey.generate()), 410, "expired-code");
    }

    @Test
    void codesThatDoNotExistMayBeTriedAFewTimesOnly() throws Exception {
        SigningKey own = SigningKey.generate();
        EnrolmentCode foreign = EnrolmentCode.make(bot.commandKey.verifyingKey());
        assertProblem(door.enrol(foreign.text(), own), 404, "unknown-code");
        for (int i = 1; i < FewTries.A_MINUTE; i++) {
            door.enrol(foreign.text(), own);
        }
        // a new minute may begin in between
        HttpResponse<String> last = door.enrol(foreign.text(), own);
        for (int i = 0; i < FewTries.A_MINUTE && last.statusCode() != 429; i++) {
            last = door.enrol(foreign.text(), own);
        }
        assertProblem(last, 429, "too-many-tries");
        assertThat(door.enrolled(bot.enrolments().invite(ANNA, "Dijon").code(), own))
                .startsWith("relay-");
    }

    @Test
    void theNextCommandKeyIsAnnouncedUnderThePresentOne() throws Exception {
        PollAnswer answer =
                ProtocolJson.read(door.poll(PracticeBot.AGENT, bot.agentKey, 0).body(), PollAnswer.class);

        assertThat(NextCommandKey.open(answer.nextKey(), bot.commandKey.verifyingKey()))
                .isEqualTo(new Opened.Verified<>(bot.nextCommandKey.verifyingKey()));
    }

    @Test
    void onlyANameThatCanBeShownIsInvited() {
        for (String name : List.of("", "  ", "a\u0000b", "n".repeat(101))) {
            assertThatThrownBy(() -> bot.enrolments().invite(ANNA, name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Relay relay(String id) {
        return bot.relays().list().stream()
                .filter(relay -> relay.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> kinds(String... subjects) {
        return bot.jdbc()
                .sql("select kind from audit_trail where subject in (:subjects) order by seq")
                .param("subjects", List.of(subjects))
                .query(String.class)
                .list();
    }

    private void expire(String code) {
        bot.jdbc()
                .sql("update premises_invitation set expires_at = ? where id = ?")
                .params(OffsetDateTime.now().minusSeconds(1), parsed(code).id())
                .update();
    }

    private static EnrolmentCode parsed(String code) {
        return EnrolmentCode.parse(code).orElseThrow();
    }

    private static EnrolmentRequest with(
            EnrolmentRequest good, String audience, String name, List<String> capabilities) {
        return new EnrolmentRequest(
                audience,
                good.code(),
                good.secret(),
                name,
                good.publicKey(),
                good.version(),
                capabilities,
                good.operations(),
                null);
    }

    /** Another letter in the middle of the signature. */
    private static String tampered(String jws) {
        int at = jws.lastIndexOf('.') + 20;
        return jws.substring(0, at) + (jws.charAt(at) == 'A' ? 'B' : 'A') + jws.substring(at + 1);
    }
}
