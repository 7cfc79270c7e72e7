package writeback.lab.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import writeback.lab.CertificateAuthority;
import writeback.lab.RunFolder;
import writeback.lab.ServerCertificate;
import writeback.lab.grouppolicy.Policies;

/** A running practice directory, with what the contract needs beside its own interface. */
public record Practice(PracticeDirectory directory, DomainHand hand, Path ca, RunFolder folder)
        implements AutoCloseable {

    /** Starts one with a CA of its own on that address. */
    public static Practice start(
            Path root, String host, BiFunction<DirectorySettings, Clock, PracticeDirectory> start) {
        RunFolder folder = RunFolder.at(root);
        CertificateAuthority authority = CertificateAuthority.create(Clock.systemUTC());
        Path ca = authority.writeCertificate(folder, "ca.pem");
        ServerCertificate server = authority.issue(PracticeDomain.CONTROLLER, PracticeDomain.DOMAIN, "localhost", host);
        DirectorySettings settings = new DirectorySettings(
                root,
                host,
                0,
                new DirectorySettings.ServerKey(
                        server.writeCertificate(folder, "server.pem"), server.writeKey(folder, "server.key"), ca));
        PracticeDirectory directory = start.apply(settings, Clock.systemUTC());
        return new Practice(directory, directory.hand(), ca, folder);
    }

    /** As at the start: minimum age 1 day everywhere, no PSO, nothing hidden; the Group Policy client rests. */
    void reset() {
        directory.apply("gpo.intervalSeconds", 3600);
        directory.apply("directory.stopped", false);
        directory.apply("directory.accounts", true);
        directory.apply("domain.minAgeDays", 1);
        directory.apply("gpo.minAgeDays", 1);
        directory.apply("gpo.changingAccountMayWrite", true);
        directory.apply("pso.readable", true);
        directory.apply("pso.minAgeDays", null);
        directory.apply("connector.rights", "all");
        directory.apply("connector.disabled", false);
        directory.apply("connector.expired", false);
        directory.apply("connector.domainAdmin", false);
        directory.apply("forest.otherDomain", false);
        directory.apply("user.psoMinAgeDays", 0);
    }

    Policies policies() {
        return new Policies(hand, directory.describe().sysvol());
    }

    DirectoryClient as(DirectoryDescription.ServiceAccount account) {
        return DirectoryClient.bind(this, account.dn(), DirectoryClient.password(account.passwordFile()));
    }

    DirectoryClient reading() {
        return as(directory.describe().accounts().reading());
    }

    DirectoryClient changing() {
        return as(directory.describe().accounts().changing());
    }

    DirectoryClient rehearsal() {
        return as(directory.describe().accounts().rehearsal());
    }

    DirectoryClient connector() {
        return as(directory.describe().accounts().connector());
    }

    String pilot() {
        return directory.describe().testAccount().dn();
    }

    /** The domain head's minimum age as stored. */
    String domainAge() {
        return head().getAttributeValue("minPwdAge");
    }

    String rootLinks() {
        return head().getAttributeValue("gPLink");
    }

    void writeRootLinks(String links) {
        hand.change(List.of(new LDIFModifyChangeRecord(
                PracticeDomain.BASE, new Modification(ModificationType.REPLACE, "gPLink", links))));
    }

    private Entry head() {
        return hand.search(PracticeDomain.BASE, "(objectClass=domainDNS)", "minPwdAge", "gPLink")
                .get(0);
    }

    @Override
    public void close() {
        directory.close();
    }
}
