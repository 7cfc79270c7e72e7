package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.protocol.fact.Cause;

class RangedValuesTest {

    private static final String GROUP = "CN=Staff," + SmallDirectory.BASE;
    private static final int AT_A_TIME = 1500;

    @TempDir
    private static Path folder;

    private static SmallDirectory directory;
    private static final AtomicReference<String> ASKED = new AtomicReference<>("");

    @BeforeAll
    static void start() throws Exception {
        directory = new SmallDirectory(folder.resolve("dc"));
        directory.add("dn: " + GROUP, "objectClass: group");
        directory.onSearch(request -> ASKED.set(String.join(" ", request.getAttributeList())));
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @Test
    void everyValueOfALargeGroupIsRead() throws Exception {
        for (int members : new int[] {0, 1, 1499, 1500, 1501, 3000, 4321}) {
            List<String> all = members(members);
            directory.onEntry(entry -> asActiveDirectory(entry, all));
            assertThat(read(10_000)).as("%s members", members).isEqualTo(all);
        }
    }

    @Test
    void moreThanIsWantedIsATroubleAndNotACut() {
        directory.onEntry(entry -> asActiveDirectory(entry, members(3001)));
        DirectoryTrouble trouble = catchThrowableOfType(DirectoryTrouble.class, () -> read(3000));

        assertThat(trouble.why()).isEqualTo(Cause.FAILED);
        assertThat(trouble).hasMessage("member of " + GROUP + " has more than 3000 values");
    }

    @Test
    void aServerThatNeverGetsOnIsNotAskedForEver() {
        directory.onEntry(entry -> with(entry, "member;range=0-1", List.of("CN=a", "CN=b")));
        DirectoryTrouble trouble = catchThrowableOfType(DirectoryTrouble.class, () -> read(3000));

        assertThat(trouble.why()).isEqualTo(Cause.MALFORMED);
        assertThat(trouble).hasMessage("member;range=0-1 is no range that goes on at 2");
    }

    @Test
    void aRangeThatHoldsLessThanItSaysIsMalformed() {
        directory.onEntry(entry -> with(entry, "member;range=0-9", List.of("CN=a")));
        assertThat(catchThrowableOfType(DirectoryTrouble.class, () -> read(3000)))
                .hasMessage("member;range=0-9 holds 1 values");
    }

    private static List<String> read(int atMost) throws DirectoryTrouble {
        try (DomainSession session = directory.session()) {
            return RangedValues.read(session, GROUP, "member", atMost);
        }
    }

    /** As MS-ADTS 3.1.1.3.1.3.3 has it: all values if they are few, a range that says where it ends if not. */
    private static Entry asActiveDirectory(Entry entry, List<String> all) {
        if (!ASKED.get().startsWith("member")) {
            return entry;
        }
        String range = ASKED.get().replaceFirst("member(;range=)?", "").replace("-*", "");
        int from = range.isEmpty() ? 0 : Integer.parseInt(range);
        int to = Math.min(from + AT_A_TIME, all.size());
        if (from == 0 && to == all.size()) {
            return all.isEmpty() ? entry : with(entry, "member", all);
        }
        return with(entry, "member;range=" + from + "-" + (to == all.size() ? "*" : to - 1), all.subList(from, to));
    }

    private static Entry with(Entry entry, String attribute, List<String> values) {
        if (!ASKED.get().startsWith("member")) {
            return entry;
        }
        Entry shown = entry.duplicate();
        shown.setAttribute(new Attribute(attribute, values));
        return shown;
    }

    private static List<String> members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "CN=member" + i + "," + SmallDirectory.BASE)
                .toList();
    }
}
