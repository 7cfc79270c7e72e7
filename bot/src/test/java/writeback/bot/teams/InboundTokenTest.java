package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundTokenTest {

    private static final RSAKey STRANGER = ChannelIssuer.key("k1");

    private static Door door;

    @BeforeAll
    static void open() throws IOException {
        door = new Door();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void a_token_of_the_channel_is_admitted() {
        int before = door.desk.said.size();

        assertThat(door.post(Activities.message("help")).statusCode()).isEqualTo(200);
        assertThat(door.desk.said).hasSize(before + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badHeaders")
    void it_is_refused_and_nothing_is_done(String what, Function<Door, @Nullable String> header) {
        int before = door.desk.said.size();

        var answer = door.post(
                header.apply(door), Activities.message("help").toString().getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("audience", "issuer", "signature", "expired");
        assertThat(door.desk.said).hasSize(before);
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(
                header("no header", it -> null),
                header("an empty header", it -> ""),
                header("garbage", it -> "Bearer garbage"),
                header("garbage in three parts", it -> "Bearer a.b.c"),
                header("Basic", it -> "Basic dXNlcjpwYXNzd29yZA=="),
                header("a bearer of nothing", it -> "Bearer "),
                claims("wrong audience", (it, token) -> token.audience("another-app")),
                claims("two audiences", (it, token) -> token.audience(List.of(ChannelIssuer.APP, "another-app"))),
                claims("wrong issuer", (it, token) -> token.issuer("https://api.botframework.us")),
                claims("no issuer", (it, token) -> token.issuer(null)),
                claims(
                        "expired beyond five minutes",
                        (it, token) -> token.expirationTime(
                                Date.from(it.clock.instant().minus(Duration.ofSeconds(301))))),
                claims("no expiry", (it, token) -> token.expirationTime(null)),
                claims("expiry that is a text", (it, token) -> token.claim("exp", "tomorrow")),
                claims(
                        "not yet valid",
                        (it, token) ->
                                token.notBeforeTime(Date.from(it.clock.instant().plus(Duration.ofMinutes(6))))),
                claims("no service URL", (it, token) -> token.claim("serviceurl", null)),
                claims("another service URL", (it, token) -> token.claim("serviceurl", "https://evil.example/")),
                claims("service URL that is a number", (it, token) -> token.claim("serviceurl", 7)),
                claims("another app's token of the skill kind", (it, token) -> token.issuer(
                                "https://sts.windows.net/" + Activities.TENANT + "/")
                        .claim("ver", "1.0")
                        .claim("appid", "another-app")),
                header(
                        "a stranger's key under a known id",
                        it -> "Bearer "
                                + ChannelIssuer.sign(
                                        STRANGER, "k1", it.channel.claims().build())),
                header(
                        "an unknown key id",
                        it -> "Bearer "
                                + ChannelIssuer.sign(
                                        it.channel.key,
                                        "k9",
                                        it.channel.claims().build())),
                header(
                        "no key id",
                        it -> "Bearer "
                                + ChannelIssuer.sign(
                                        it.channel.key,
                                        null,
                                        it.channel.claims().build())),
                header(
                        "alg none",
                        it -> "Bearer " + new PlainJWT(it.channel.claims().build()).serialize()),
                header("alg HS256 with the public key as secret", InboundTokenTest::macWithPublicKey),
                header("claims changed after signing", InboundTokenTest::changed));
    }

    @Test
    void five_minutes_of_skew_are_allowed_both_ways() {
        ObjectNode body = Activities.message("help");
        for (JWTClaimsSet.Builder token : List.of(
                door.channel
                        .claims()
                        .expirationTime(Date.from(door.clock.instant().minusSeconds(299))),
                door.channel
                        .claims()
                        .notBeforeTime(Date.from(door.clock.instant().plusSeconds(299))))) {
            assertThat(door.post(door.channel.bearer(token), bytes(body)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_claim_may_be_spelt_as_the_documentation_does() {
        var token = door.channel.claims().claim("serviceurl", null).claim("serviceUrl", ChannelIssuer.SERVICE);

        assertThat(door.post(door.channel.bearer(token), bytes(Activities.message("help")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_key_that_is_not_endorsed_for_the_channel_is_refused() {
        assertThat(door.post(Activities.message("help").put("channelId", "webchat"))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channelId", "serviceUrl", "type", "id", "conversation"})
    void a_body_without_what_every_activity_has_is_malformed_even_under_a_good_token(String field) {
        ObjectNode body = Activities.message("help");
        body.remove(field);

        assertThat(door.post(body).statusCode()).isEqualTo(400);
    }

    @Test
    void a_service_that_is_no_known_host_gets_no_token_of_ours() {
        String elsewhere = "https://evil.example/";
        var token = door.channel.claims().claim("serviceurl", elsewhere);

        assertThat(door.post(
                                door.channel.bearer(token),
                                bytes(Activities.message("help").put("serviceUrl", elsewhere)))
                        .statusCode())
                .isEqualTo(400);
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String macWithPublicKey(Door it) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
                it.channel.claims().build());
        try {
            token.sign(new MACSigner(it.channel.key.toRSAPublicKey().getEncoded()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return "Bearer " + token.serialize();
    }

    private static String changed(Door it) {
        String[] one = it.channel.bearer().split("\\.");
        String[] other =
                it.channel.bearer(it.channel.claims().claim("extra", "x")).split("\\.");
        return one[0] + "." + other[1] + "." + one[2];
    }

    private static Arguments header(String what, Function<Door, @Nullable String> header) {
        return arguments(what, header);
    }

    private static Arguments claims(String what, BiConsumer<Door, JWTClaimsSet.Builder> spoil) {
        return header(what, it -> {
            JWTClaimsSet.Builder claims = it.channel.claims();
            spoil.accept(it, claims);
            return it.channel.bearer(claims);
        });
    }
}
