package writeback.relay.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Es256Test {

    private static final String TYPE = "test+jwt";

    private final SigningKey key = SigningKey.generate();

    @Test
    void whatIsSignedHereIsGoodForJavaItself() throws Exception {
        JWSObject jws = JWSObject.parse(Envelope.seal(TYPE, "text", key));

        assertThat(jws.verify(new ECDSAVerifier(ECKey.parse(key.verifyingKey().toPublicJwk()))))
                .isTrue();
    }

    @Test
    void whatJavaItselfSignedIsGoodHere() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TYPE))
                .keyID(key.verifyingKey().thumbprint())
                .build();
        JWSObject jws = new JWSObject(header, new Payload("text"));
        jws.sign(new ECDSASigner(ECKey.parse(key.toPrivateJwk())));

        assertThat(Envelope.open(TYPE, jws.serialize(), Envelope.only(key.verifyingKey())))
                .isEqualTo(new Opened.Verified<>(new Envelope.Sealed(key.verifyingKey(), "text")));
    }

    @Test
    void theSameTextIsNeverSignedTheSameWayTwice() {
        assertThat(Envelope.seal(TYPE, "text", key)).isNotEqualTo(Envelope.seal(TYPE, "text", key));
    }

    @Test
    void severalThreadsMaySignAndVerifyWithOneKey() {
        CompletableFuture<?>[] all = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 100).forEach(number -> assertThat(Envelope.open(
                                        TYPE,
                                        Envelope.seal(TYPE, thread + " " + number, key),
                                        Envelope.only(key.verifyingKey())))
                                .isEqualTo(new Opened.Verified<>(
                                        new Envelope.Sealed(key.verifyingKey(), thread + " " + number))))))
                .toArray(CompletableFuture<?>[]::new);

        assertThat(CompletableFuture.allOf(all)).succeedsWithin(Duration.ofMinutes(1));
    }

    @Test
    void nothingElseInTheProcessGetsAnotherProvider() {
        Envelope.seal(TYPE, "text", key);

        assertThat(Arrays.stream(Security.getProviders()).map(Provider::getName))
                .doesNotContain("BC");
    }
}
