package writeback.relay.grouppolicy;

import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.share.DiskShare;
import com.unboundid.ldap.sdk.DN;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.signin.Secret;
import writeback.relay.directory.signin.SignInException;

/** A share that is connected as an account of the domain. Closing it closes everything under it. */
record SmbConnection(SMBClient client, DiskShare disk) implements AutoCloseable {

    /**
     * Connects.
     *
     * @throws IOException when the account has no password to sign in with, or the server cannot be reached
     */
    static SmbConnection open(SmbConfig config, String share, DomainSession session, Account account)
            throws IOException {
        SMBClient client = new SMBClient(config);
        byte[] password = new byte[0];
        char[] letters = new char[0];
        try {
            password = Secret.passwordOf(account.signIn())
                    .orElseThrow(() -> new IOException("SMB of our own signs in with a password only"));
            CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(password));
            letters = new char[decoded.remaining()];
            decoded.get(letters);
            Arrays.fill(decoded.array(), '\0');
            Connection connection = client.connect(session.host());
            AuthenticationContext who = who(session, account.name(), letters);
            return new SmbConnection(
                    client, (DiskShare) connection.authenticate(who).connectShare(share));
        } catch (DirectoryTrouble | SignInException e) {
            client.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        } finally {
            Arrays.fill(password, (byte) 0);
            Arrays.fill(letters, '\0');
        }
    }

    /** A simple bind takes distinguished names, NTLM does not. */
    private static AuthenticationContext who(DomainSession session, String name, char[] password)
            throws DirectoryTrouble {
        int backslash = name.indexOf('\\');
        if (backslash > 0 && !DN.isValidDN(name)) {
            return new AuthenticationContext(name.substring(backslash + 1), password, name.substring(0, backslash));
        }
        if (name.indexOf('=') < 0) {
            return new AuthenticationContext(name, password, "");
        }
        String sam = session.entry(name, "sAMAccountName")
                .map(entry -> entry.getAttributeValue("sAMAccountName"))
                .orElse(name);
        return new AuthenticationContext(sam, password, session.domain());
    }

    @Override
    public void close() {
        client.close();
    }
}
