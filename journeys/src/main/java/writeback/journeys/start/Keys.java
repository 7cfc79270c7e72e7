package writeback.journeys.start;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys an installer makes once: the bot's and the agent's key pairs (ES256, JWK) and the key that encrypts tokens
 * at rest.
 */
record Keys(Path botPrivate, Path botPublic, Path agentPrivate, Path agentPublic, Path tokenCache) {

    static Keys make(RunFolder folder) {
        ECKey bot = pair("bot");
        ECKey agent = pair("agent");
        byte[] cache = new byte[32];
        new SecureRandom().nextBytes(cache);
        return new Keys(
                RunFolder.write(folder.key("bot.jwk"), bot.toJSONString()),
                RunFolder.write(folder.key("bot.public.jwk"), bot.toPublicJWK().toJSONString()),
                RunFolder.write(folder.key("agent.jwk"), agent.toJSONString()),
                RunFolder.write(
                        folder.key("agent.public.jwk"), agent.toPublicJWK().toJSONString()),
                RunFolder.write(folder.key("token-cache"), Base64.getEncoder().encodeToString(cache)));
    }

    private static ECKey pair(String name) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyIDFromThumbprint(true)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java makes no P-256 keys for " + name, e);
        }
    }
}
