package writeback.contracts;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;

/** Makes a keytab out of a password, as {@code ktutil} does (MIT Kerberos, "The Kerberos keytab binary file format"). */
final class Keytab {

    private static final String AES = "aes256-cts-hmac-sha1-96";
    private static final int FORMAT = 0x0502;

    private Keytab() {}

    /** @param principal a user's, {@code name@REALM}; Active Directory salts the key with both */
    static byte[] of(String principal, String password) throws IOException {
        KerberosKey key = new KerberosKey(new KerberosPrincipal(principal), password.toCharArray(), AES);
        int at = principal.lastIndexOf('@');
        ByteArrayOutputStream entryBytes = new ByteArrayOutputStream();
        DataOutputStream entry = new DataOutputStream(entryBytes);
        entry.writeShort(1);
        text(entry, principal.substring(at + 1));
        text(entry, principal.substring(0, at));
        entry.writeInt(KerberosPrincipal.KRB_NT_PRINCIPAL);
        entry.writeInt(0);
        entry.writeByte(1);
        entry.writeShort(key.getKeyType());
        entry.writeShort(key.getEncoded().length);
        entry.write(key.getEncoded());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.writeShort(FORMAT);
        out.writeInt(entryBytes.size());
        entryBytes.writeTo(out);
        return file.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }
}
