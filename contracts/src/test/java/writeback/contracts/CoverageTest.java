package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.users.Standing;
import writeback.relay.directory.users.Verdict;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoveragePage.Row;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.Outcome;

/** The walk over all users: everybody once, with the verdict that a look at that user alone gives. */
@OnDirectories
class CoverageTest {

    @Test
    void itSaysOfEachUserWhatALookAtThatUserSays(Directory directory) throws Exception {
        Agent agent = Agent.on(directory.settings());
        List<CoveragePage> pages = walk(agent, connector(directory), 3);
        Map<String, List<CoverageReason>> rows = new HashMap<>();
        pages.forEach(page -> page.rows().forEach(row -> rows.put(row.distinguishedName(), row.reasons())));

        try (Arrangement arrangement = new Arrangement(directory)) {
            List<SearchResultEntry> users = users(arrangement, directory.baseDn());
            assertThat(pages.stream().mapToInt(CoveragePage::looked).sum()).isEqualTo(users.size());
            for (SearchResultEntry user : users) {
                AccountReport report = agent.answer(
                        AccountReport.class,
                        Operations.EXPLAIN_ACCOUNT,
                        Agent.with(connector(directory), "account", user.getDN()));
                assertThat(rows.getOrDefault(user.getDN(), List.of()))
                        .as(user.getDN())
                        .isEqualTo(Verdict.reasons(Standing.of(report), Instant.now()));
            }
        }
    }

    @Test
    void everyUserComesOnceHoweverSmallThePages(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String unit = arrangement.unit();
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                made.add(arrangement.user(i % 3 == 0 ? unit : arrangement.unit(unit), Arrangement.fresh("walk"), OFF));
            }
            for (int size : new int[] {1, 5, 12, 1000}) {
                List<CoveragePage> pages = walk(Agent.on(directory.settings()), below(directory, unit), size);

                eachOnce(pages, made, size);
                assertThat(pages.get(0).expected()).isEqualTo(Sighting.seen(12L));
                assertThat(pages.stream().flatMap(page -> page.units().stream()))
                        .allSatisfy(one -> assertThat(one.covered()).isZero());
            }
            if (directory.kind() == Kind.MEMORY) {
                directory.lab().set("directory.sorts", false);
                for (int size : new int[] {1, 5, 12, 1000}) {
                    eachOnce(walk(Agent.on(directory.settings()), below(directory, unit), size), made, size);
                }
                directory.lab().set("directory.sorts", true);
            }
        }
    }

    private static void eachOnce(List<CoveragePage> pages, List<String> made, int size) {
        assertThat(names(pages)).as("pages of " + size).containsExactlyInAnyOrderElementsOf(made);
        assertThat(pages).allSatisfy(page -> assertThat(page.looked()).isLessThanOrEqualTo(size));
    }

    @Test
    void usersWithoutAnEntryThatLetsTheReadingAccountSeeTheirNumberComeOnceToo(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String unit = arrangement.unit();
            List<String> made = people(arrangement, unit, 7);
            for (int i = 0; i < 7; i += 2) {
                arrangement.setDescriptor(made.get(i), withoutInheritance(arrangement.descriptor(made.get(i))));
            }
            boolean hidden;
            try (LDAPConnection reading =
                    AdminConnection.open(directory, directory.accounts().reading())) {
                hidden = !reading.getEntry(made.get(0), "uSNCreated").hasAttribute("uSNCreated");
            }
            // In memory everybody has an own entry that lets all read.
            assertThat(hidden).isEqualTo(directory.kind() != Kind.MEMORY);
            for (int size : new int[] {1, 2, 7, 1000}) {
                List<CoveragePage> pages = new ArrayList<>();
                do {
                    // A new life of the agent for each page.
                    String cursor =
                            pages.isEmpty() ? "" : pages.get(pages.size() - 1).next();
                    pages.add(page(Agent.on(directory.settings()), below(directory, unit), size, cursor));
                } while (!pages.get(pages.size() - 1).next().isEmpty());

                assertThat(names(pages)).as("pages of " + size).containsExactlyInAnyOrderElementsOf(made);
                assertThat(rows(pages))
                        .allSatisfy(row -> assertThat(row.reasons().contains(CoverageReason.HIDDEN))
                                .isEqualTo(hidden && made.indexOf(row.distinguishedName()) % 2 == 0));
            }
        }
    }

    /** Its own entries alone, and inheritance off (MS-DTYP 2.4.4.1, 2.4.5, 2.4.6). */
    private static byte[] withoutInheritance(byte[] descriptor) {
        ByteBuffer all = ByteBuffer.wrap(descriptor).order(ByteOrder.LITTLE_ENDIAN);
        int list = all.getInt(16);
        ByteBuffer own = ByteBuffer.allocate(descriptor.length).order(ByteOrder.LITTLE_ENDIAN);
        int entries = 0;
        int at = list + 8;
        for (int i = 0; i < all.getShort(list + 4); i++) {
            int size = all.getShort(at + 2);
            if ((all.get(at + 1) & 0x10) == 0) {
                own.put(descriptor, at, size);
                entries++;
            }
            at += size;
        }
        int size = 8 + own.position();
        // Revision, control (self-relative, DACL present and protected), no owner, group and SACL; then the list.
        ByteBuffer made = ByteBuffer.allocate(20 + size).order(ByteOrder.LITTLE_ENDIAN);
        made.put((byte) 1)
                .put((byte) 0)
                .putShort((short) 0x9004)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(20);
        made.put((byte) 4)
                .put((byte) 0)
                .putShort((short) size)
                .putShort((short) entries)
                .putShort((short) 0);
        return made.put(own.flip()).array();
    }

    @Test
    void anotherLifeOfTheAgentGoesOnFromTheCursor(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String unit = arrangement.unit();
            List<String> made = people(arrangement, unit, 9);
            List<CoveragePage> pages = new ArrayList<>();
            String cursor = "";
            do {
                // A new one for each page: nothing that it remembers can help.
                CoveragePage page = page(Agent.on(directory.settings()), below(directory, unit), 2, cursor);
                pages.add(page);
                cursor = page.next();
                // Who comes during a walk is not part of it.
                arrangement.user(unit, Arrangement.fresh("late"), OFF);
            } while (!cursor.isEmpty());
            assertThat(names(pages)).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void aConnectionThatIsKilledInTheMiddleCostsNoUser(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory);
                Wire wire = new Wire(directory.controller(), directory.address(), directory.port())) {
            String unit = arrangement.unit();
            List<String> made = people(arrangement, unit, 12);
            Agent agent = Agent.on(through(wire, directory.settings()));
            List<CoveragePage> pages = new ArrayList<>();
            String cursor = "";
            int killed = 0;
            do {
                // Early in the page's own answer, as the look before it has gone over the wire already.
                wire.cutAfter(pages.isEmpty() ? Integer.MAX_VALUE / 2 : 1200);
                CoveragePage page = page(agent, below(directory, unit), 4, cursor);
                killed += wire.isCut() ? 1 : 0;
                pages.add(page);
                cursor = page.next();
            } while (!cursor.isEmpty());
            assertThat(killed).isPositive();
            assertThat(names(pages)).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void aCursorThatFitsNothingBeginsAnew(Directory directory) {
        Agent agent = Agent.on(directory.settings());
        CoveragePage first = page(agent, connector(directory), 1, "");
        String other = directory.pilotOu();
        for (String cursor : List.of("x", "=", first.next() + "A", first.next().substring(4), "1".repeat(5000))) {
            assertThat(agent.ask(Operations.READ_COVERAGE, ask(connector(directory), 1, cursor)))
                    .as(cursor)
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                            .isEqualTo(Operations.CURSOR_REFUSED));
        }
        assertThat(agent.ask(Operations.READ_COVERAGE, ask(below(directory, other), 1, first.next())))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo(Operations.CURSOR_REFUSED));
    }

    @Test
    void aContainerThatCannotBeSeenIsNotLeftOut(Directory directory) {
        Agent agent = Agent.on(directory.settings());
        assertThat(agent.ask(Operations.READ_COVERAGE, ask(below(directory, "OU=gone," + directory.baseDn()), 10, "")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("container-hidden"));
        assertThat(agent.ask(Operations.READ_COVERAGE, ask(below(directory, "no name"), 10, "")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                        .isEqualTo("bad-argument"));
    }

    @Test
    void aMemberOfAGroupWithinAProtectedGroupIsProtectedBeforeAdminCountSaysSo(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String unit = arrangement.unit();
            String user = arrangement.user(unit, Arrangement.fresh("nested"));
            String inner = arrangement.group(unit, Arrangement.fresh("inner"), user);
            String outer = arrangement.group(unit, Arrangement.fresh("outer"), inner);
            arrangement.join("CN=Domain Admins,CN=Users," + directory.baseDn(), outer);
            arrangement.join(inner, outer);

            assertThat(rows(walk(Agent.on(directory.settings()), below(directory, unit), 1000)))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.distinguishedName()).isEqualTo(user);
                        assertThat(row.reasons().get(0)).isEqualTo(CoverageReason.PROTECTED);
                    });
        }
    }

    private static final Attribute OFF = new Attribute("userAccountControl", "514");

    private static List<String> people(Arrangement arrangement, String unit, int number) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            made.add(arrangement.user(unit, Arrangement.fresh("walk"), OFF));
        }
        return made;
    }

    private static List<SearchResultEntry> users(Arrangement arrangement, String base) throws Exception {
        String filter = "(&(objectClass=user)(!(objectClass=computer))(!(isCriticalSystemObject=TRUE))"
                + "(!(sAMAccountName=MSOL_*)))";
        return arrangement
                .connection()
                .search(base, SearchScope.SUB, filter, "1.1")
                .getSearchEntries();
    }

    private static Map<String, String> connector(Directory directory) {
        return Map.of("connector", directory.accounts().connector().sam());
    }

    private static Map<String, String> below(Directory directory, String container) {
        return Agent.with(connector(directory), "containers", container);
    }

    private static List<CoveragePage> walk(Agent agent, Map<String, String> arguments, int size) {
        List<CoveragePage> pages = new ArrayList<>();
        do {
            pages.add(page(
                    agent,
                    arguments,
                    size,
                    pages.isEmpty() ? "" : pages.get(pages.size() - 1).next()));
        } while (!pages.get(pages.size() - 1).next().isEmpty());
        return pages;
    }

    private static CoveragePage page(Agent agent, Map<String, String> arguments, int size, String cursor) {
        return agent.answer(CoveragePage.class, Operations.READ_COVERAGE, ask(arguments, size, cursor));
    }

    private static Map<String, String> ask(Map<String, String> arguments, int size, String cursor) {
        return Agent.with(Agent.with(arguments, "size", String.valueOf(size)), "cursor", cursor);
    }

    private static List<Row> rows(List<CoveragePage> pages) {
        return pages.stream().flatMap(page -> page.rows().stream()).toList();
    }

    private static List<String> names(List<CoveragePage> pages) {
        return rows(pages).stream().map(Row::distinguishedName).toList();
    }

    private static DirectorySettings through(Wire wire, DirectorySettings settings) throws IOException {
        DirectorySettings.Reach reach = settings.reach();
        Map<String, String> addresses = new HashMap<>(reach.addresses());
        addresses.put(DirectorySettings.Reach.EVERY_NAME, "127.0.0.1");
        return new DirectorySettings(
                new DirectorySettings.Reach(
                        reach.host(), wire.port(), reach.caFile(), reach.kerberos(), Map.copyOf(addresses)),
                settings.domain(),
                settings.sysvol(),
                settings.pilotOu(),
                settings.accounts(),
                settings.sync());
    }
}
