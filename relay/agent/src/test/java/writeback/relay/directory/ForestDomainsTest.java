package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;

class ForestDomainsTest {

    private static final String PARTITIONS = "CN=Partitions,CN=Configuration";

    @TempDir
    private Path folder;

    private SmallDirectory directory;

    @BeforeEach
    void start() throws Exception {
        directory = new SmallDirectory(folder.resolve("dc"));
        directory.add("dn: CN=Configuration", "objectClass: configuration");
        directory.add("dn: " + PARTITIONS, "objectClass: crossRefContainer");
        crossRef("CONTOSO", "contoso.test", "systemFlags: 3");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void domainsOfTheForestAndOtherSectionsAreNamedAndOnlySectionsAreServed() throws Exception {
        crossRef("CHILD", "Child.contoso.test", "systemFlags: 3");
        // The schema, an application partition, and a domain of somebody else's forest.
        crossRef("Enterprise Schema", "contoso.test", "systemFlags: 1");
        crossRef("DomainDnsZones", "domaindnszones.contoso.test", "systemFlags: 5");
        crossRef("Foreign", "foreign.test", "systemFlags: 0");

        assertThat(read("contoso.test", "fabrikam.test"))
                .isEqualTo(Sighting.seen(List.of(
                        new ForestDomain("child.contoso.test", false),
                        new ForestDomain("contoso.test", true),
                        new ForestDomain("fabrikam.test", true))));
    }

    @Test
    void aCrossRefThatHidesWhatItIsMakesAllUnseen() throws Exception {
        crossRef("CHILD", "child.contoso.test");

        assertUnseen(read("contoso.test"), "CN=CHILD," + PARTITIONS + " is hidden from ");
    }

    @Test
    void hiddenPartitionsAreNotAForestOfOneDomain() throws Exception {
        directory.hide(PARTITIONS);

        assertUnseen(read("contoso.test"), PARTITIONS + " is hidden from ");
    }

    private Sighting<List<ForestDomain>> read(String... sections) throws DirectoryTrouble {
        try (DomainSession session = directory.session()) {
            return ForestDomains.read(session, List.of(sections));
        }
    }

    private void crossRef(String name, String dnsRoot, String... flags) throws Exception {
        List<String> lines = new ArrayList<>(
                List.of("dn: CN=" + name + "," + PARTITIONS, "objectClass: crossRef", "dnsRoot: " + dnsRoot));
        lines.addAll(List.of(flags));
        directory.add(lines.toArray(String[]::new));
    }

    private static void assertUnseen(Sighting<?> sighting, String detail) {
        assertThat(sighting).isInstanceOfSatisfying(Unseen.class, unseen -> {
            assertThat(unseen.cause()).isEqualTo(Cause.DENIED);
            assertThat(unseen.detail()).startsWith(detail);
        });
    }
}
