package writeback.bot.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts at rest: AES-256-GCM, bound to the person whose it is. A sealed value is one version byte, a nonce of 12 bytes
 * and the ciphertext with its tag. Thread-safe.
 */
final class Vault {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec sealing;
    private final SecretKeySpec macs;

    Vault(byte[] key) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("a key of 32 bytes is needed");
        }
        this.sealing = new SecretKeySpec(derive(key, "writeback identity seal"), "AES");
        this.macs = new SecretKeySpec(derive(key, "writeback identity mac"), "HmacSHA256");
    }

    /** @param file 32 bytes in base64 */
    static Vault load(Path file) {
        try {
            return new Vault(Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException | IllegalArgumentException e) {
            // the cause may quote the key
            throw new IllegalStateException(
                    "writeback.identity.cache-key-file " + file + " cannot be read; it must hold 32 bytes in base64");
        }
    }

    byte[] seal(PersonId person, String plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, person, nonce).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing", e);
        }
    }

    /** Empty when it was sealed with another key, for another person, in an unknown version, or was changed. */
    Optional<String> open(PersonId person, byte[] sealed) {
        if (sealed.length <= 1 + NONCE || sealed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE];
        System.arraycopy(sealed, 1, nonce, 0, NONCE);
        try {
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, person, nonce).doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A keyed hash, for what is too short to be hashed without a key. */
    String mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(macs);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing", e);
        }
    }

    private Cipher cipher(int mode, PersonId person, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        cipher.updateAAD(person.text().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derive(byte[] key, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is missing", e);
        }
    }
}
