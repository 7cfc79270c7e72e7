package writeback.relay.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.json.ProtocolJson;

/** Enrolment, renewal and announcement: what proves what, and what does not. */
class KeyMessagesTest {

    private static final SigningKey BOT = SigningKey.generate();
    private static final SigningKey OLD = SigningKey.generate();
    private static final SigningKey NEW = SigningKey.generate();

    /** The key of RFC 7517, appendix A.1; its thumbprint and the spelling were computed with another program. */
    private static final VerifyingKey KNOWN = VerifyingKey.read("{\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
            + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"use\":\"enc\",\"kid\":\"1\"}");

    @Test
    void aFingerprintIsTheWholeThumbprintInGroupsOfFour() {
        assertThat(KNOWN.thumbprint()).isEqualTo("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
        assertThat(KNOWN.fingerprint()).isEqualTo("E9ZR HZB3 9G55 F8C9 B9WX CBZM AT9R 8DBD DTJ4 FAR3 SC26 MVK1 KZNG");
    }

    @Test
    void aFingerprintIsTheSameWithoutItsSpacesAndInSmallLetters() {
        String shown = NEW.verifyingKey().fingerprint();

        assertThat(NEW.verifyingKey().hasFingerprint(shown)).isTrue();
        assertThat(NEW.verifyingKey()
                        .hasFingerprint("  " + shown.replace(" ", "").toLowerCase(Locale.ROOT) + "\n"))
                .isTrue();
        assertThat(NEW.verifyingKey().hasFingerprint(OLD.verifyingKey().fingerprint()))
                .isFalse();
        assertThat(NEW.verifyingKey().hasFingerprint(shown.substring(0, shown.length() - 1)))
                .isFalse();
        assertThat(NEW.verifyingKey().hasFingerprint("")).isFalse();
    }

    @Test
    void whatElseAPublicKeySaysOfItselfIsNotHandedOn() {
        assertThat(KNOWN.toPublicJwk()).doesNotContain("kid", "use");
    }

    @Test
    void aKeyKnowsItsAgeIfItWasMadeWithAClock() {
        Instant then = Instant.parse("2026-11-22T12:00:00Z");
        SigningKey made = SigningKey.generate(Clock.fixed(then, ZoneOffset.UTC));

        assertThat(SigningKey.read(made.toPrivateJwk()).madeAt()).contains(then);
        assertThat(SigningKey.read(NEW.toPrivateJwk()).madeAt()).isEmpty();
    }

    @Test
    void anEnrolmentProvesTheKeyInIt() {
        EnrolmentRequest request = request(Envelope.BOT, NEW);

        assertThat(EnrolmentRequest.open(request.seal(NEW)))
                .isEqualTo(new Opened.Verified<>(new EnrolmentRequest.Presented(request, NEW.verifyingKey())));
        assertThat(code(EnrolmentRequest.open(request.seal(OLD)))).contains(Rejection.UNKNOWN_KEY);
        assertThat(code(EnrolmentRequest.open(request("another", NEW).seal(NEW))))
                .contains(Rejection.WRONG_AUDIENCE);
        assertThat(code(EnrolmentRequest.open("x.y.z"))).contains(Rejection.MALFORMED);
        assertThat(code(EnrolmentRequest.open(Envelope.seal("wb-reply+jwt", ProtocolJson.write(request), NEW))))
                .contains(Rejection.WRONG_TYPE);
        assertThat(request.toString()).doesNotContain(request.secret());
    }

    @Test
    void theBotsAnswerIsForThatKeyAndOfThatBot() {
        String answer =
                new Enrolled("relay-1", "tenant", "main", NEW.verifyingKey().thumbprint()).seal(BOT);

        assertThat(Enrolled.open(answer, NEW.verifyingKey(), BOT.verifyingKey()))
                .isInstanceOf(Opened.Verified.class);
        assertThat(code(Enrolled.open(answer, OLD.verifyingKey(), BOT.verifyingKey())))
                .contains(Rejection.WRONG_AUDIENCE);
        assertThat(code(Enrolled.open(answer, NEW.verifyingKey(), OLD.verifyingKey())))
                .contains(Rejection.UNKNOWN_KEY);
    }

    @Test
    void aRenewalIsSignedByBothKeys() {
        assertThat(KeyRenewal.open(KeyRenewal.seal("relay-1", OLD, NEW), OLD.verifyingKey()::withThumbprint))
                .isEqualTo(new Opened.Verified<>(
                        new KeyRenewal.Presented("relay-1", OLD.verifyingKey(), NEW.verifyingKey())));
        assertThat(code(KeyRenewal.open(KeyRenewal.seal("relay-1", NEW, OLD), OLD.verifyingKey()::withThumbprint)))
                .contains(Rejection.UNKNOWN_KEY);
    }

    @Test
    void aProofThatIsForSomethingElseProvesNothing() {
        KeyRenewal.Proof forAnother =
                new KeyRenewal.Proof(Envelope.BOT, "relay-2", OLD.verifyingKey().thumbprint());
        assertThat(renewal(forAnother, NEW)).contains(Rejection.WRONG_AUDIENCE);
        KeyRenewal.Proof afterAnother =
                new KeyRenewal.Proof(Envelope.BOT, "relay-1", BOT.verifyingKey().thumbprint());
        assertThat(renewal(afterAnother, NEW)).contains(Rejection.WRONG_AUDIENCE);
        KeyRenewal.Proof good =
                new KeyRenewal.Proof(Envelope.BOT, "relay-1", OLD.verifyingKey().thumbprint());
        assertThat(renewal(good, OLD)).contains(Rejection.UNKNOWN_KEY);
        assertThat(renewal(good, NEW)).isEmpty();
    }

    private static Optional<Rejection> renewal(KeyRenewal.Proof proof, SigningKey prover) {
        String sealed = Envelope.seal(KeyRenewal.PROOF_TYPE, ProtocolJson.write(proof), prover);
        KeyRenewal renewal =
                new KeyRenewal(Envelope.BOT, "relay-1", NEW.verifyingKey().toPublicJwk(), sealed);
        String text = Envelope.seal(KeyRenewal.TYPE, ProtocolJson.write(renewal), OLD);
        return code(KeyRenewal.open(text, OLD.verifyingKey()::withThumbprint));
    }

    private static EnrolmentRequest request(String audience, SigningKey key) {
        return new EnrolmentRequest(
                audience,
                "01234567",
                "ABCDEFGHJKMNPQRSTVWXYZ0123",
                "Lyon",
                key.verifyingKey().toPublicJwk(),
                "1",
                List.of("directory"),
                List.of(),
                null);
    }

    private static <T> Optional<Rejection> code(Opened<T> opened) {
        return opened instanceof Opened.Rejected<T> rejected ? Optional.of(rejected.code()) : Optional.empty();
    }
}
