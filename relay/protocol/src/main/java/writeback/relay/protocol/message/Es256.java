package writeback.relay.protocol.message;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * ES256 by Bouncy Castle, which takes a fraction of the time that Java 17's own does ({@code docs/decisions/0011}). Its
 * provider is used here by name and registered nowhere, so nothing else in the process is different for it.
 *
 * <p>What is made here is expensive to make, cheap to use, and safe for use by several threads.
 */
final class Es256 {

    private static final Provider PROVIDER = new BouncyCastleProvider();

    private Es256() {}

    static JWSSigner signer(ECKey privateKey) throws JOSEException {
        ECDSASigner signer = new ECDSASigner(privateKey.toECPrivateKey(PROVIDER), Curve.P_256);
        signer.getJCAContext().setProvider(PROVIDER);
        return signer;
    }

    static JWSVerifier verifier(ECKey publicKey) throws JOSEException {
        ECDSAVerifier verifier = new ECDSAVerifier(publicKey.toECPublicKey(PROVIDER));
        verifier.getJCAContext().setProvider(PROVIDER);
        return verifier;
    }
}
