package writeback.journeys;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import writeback.journeys.start.LabFacts;

/** Looks into the directory without any of our code in between: LDAPS as the reading account, and SYSVOL's files. */
final class Outsider {

    private static final String DEFAULT_DOMAIN_POLICY = "{31b2f340-016d-11d2-945f-00c04fb984f9}";
    private static final long TICKS_A_SECOND = 10_000_000;

    private final LabFacts lab;

    Outsider(LabFacts lab) {
        this.lab = lab;
    }

    /** {@code minPwdAge} of the domain head, which is what the domain controller goes by (negative 100-ns ticks). */
    Duration minimumPasswordAge() {
        try (LDAPConnection connection = new LDAPConnection(
                new SSLUtil(new PEMFileTrustManager(new File(lab.text("ca")))).createSSLSocketFactory(),
                lab.text("directory", "host"),
                Integer.parseInt(lab.text("directory", "port")),
                lab.text("directory", "accounts", "reading", "dn"),
                Files.readString(Path.of(lab.text("directory", "accounts", "reading", "passwordFile"))))) {
            long ticks = connection
                    .getEntry(lab.text("directory", "baseDn"), "minPwdAge")
                    .getAttributeValueAsLong("minPwdAge");
            return Duration.ofSeconds(-ticks / TICKS_A_SECOND);
        } catch (LDAPException | GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Version of the Default Domain Policy in SYSVOL; each edit of its computer half adds one. */
    int policyVersion() {
        Matcher version =
                Pattern.compile("(?im)^\\s*version\\s*=\\s*(\\d+)\\s*$").matcher(policyFile("gpt.ini"));
        if (!version.find()) {
            throw new AssertionError("GPT.INI names no version");
        }
        return Integer.parseInt(version.group(1));
    }

    private String policyFile(String name) {
        Path sysvol = Path.of(lab.text("directory", "sysvol"));
        try (Stream<Path> files = Files.walk(sysvol)) {
            Path file = files.filter(each -> each.getFileName().toString().equalsIgnoreCase(name))
                    .filter(each -> each.toString().toLowerCase(Locale.ROOT).contains(DEFAULT_DOMAIN_POLICY))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
