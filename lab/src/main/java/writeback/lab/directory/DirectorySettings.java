package writeback.lab.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a practice directory is started with.
 *
 * @param folder below which it may write: password files, SYSVOL, its logs
 * @param host address its LDAPS server listens on; loopback
 * @param port LDAPS port of the in-memory directory (0: any free one); a domain controller's own is always 636
 * @param key the server's certificate and key; the certificate names {@code dc1.contoso.test}, {@code contoso.test},
 *     {@code localhost} and the address
 * @param replicaKey the same for the second domain controller, {@code dc2.contoso.test}; null: there can be none
 * @param users how many further ordinary users there are, in ten units below People ({@link ManyUsers})
 */
public record DirectorySettings(
        Path folder, String host, int port, ServerKey key, @Nullable ServerKey replicaKey, int users) {

    /** With one domain controller and no users but the practice domain's own. */
    public DirectorySettings(Path folder, String host, int port, ServerKey key) {
        this(folder, host, port, key, null, 0);
    }

    /** Where the second domain controller listens: the third number of the first one's address is one higher. */
    public static String replicaHost(String host) {
        String[] numbers = host.split("\\.");
        numbers[2] = String.valueOf(Integer.parseInt(numbers[2]) + 1);
        return String.join(".", numbers);
    }

    /**
     * A server's identity as PEM files.
     *
     * @param certificate its certificate, issued by the lab's CA
     * @param privateKey its key, PKCS #8, not encrypted, readable by its owner only
     * @param ca the lab's CA
     */
    public record ServerKey(Path certificate, Path privateKey, Path ca) {}
}
