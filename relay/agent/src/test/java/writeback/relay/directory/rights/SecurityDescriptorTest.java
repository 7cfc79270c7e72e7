package writeback.relay.directory.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static writeback.relay.directory.rights.Aces.CI;
import static writeback.relay.directory.rights.Aces.CR;
import static writeback.relay.directory.rights.Aces.ID;
import static writeback.relay.directory.rights.Aces.IO;
import static writeback.relay.directory.rights.Aces.RESET;
import static writeback.relay.directory.rights.Aces.USER;
import static writeback.relay.directory.rights.Aces.WP;
import static writeback.relay.directory.rights.Aces.dacl;
import static writeback.relay.directory.rights.Aces.entry;
import static writeback.relay.directory.rights.Aces.head;
import static writeback.relay.directory.rights.Aces.join;
import static writeback.relay.directory.rights.Aces.list;
import static writeback.relay.directory.rights.Aces.object;
import static writeback.relay.directory.rights.Aces.plain;
import static writeback.relay.directory.rights.Aces.sid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityDescriptorTest {

    private static final String OWNER = "S-1-5-21-1-2-3-512";
    private static final byte[] ACL = list(
            plain(1, 0, CR, "S-1-1-0"),
            object(5, CI | IO | ID, WP, RESET, USER, "S-1-5-21-1-2-3-1105"),
            plain(9, 0, CR, "S-1-5-11", new byte[] {'a', 'r', 't', 'x', 9, 9, 9, 9}),
            entry(0x42, 0, new byte[20]));

    /** Owner, group, SACL and DACL in the order of Windows: lists first. */
    private static final byte[] FULL = full();

    private static final List<byte[]> SEEDS = seeds(
            FULL,
            dacl(plain(0, 0, 0xF01FF, OWNER), object(6, ID, CR, RESET, null, "S-1-5-10")),
            join(head(0x8004, 0, 0, 0, 24), new byte[] {7, 7, 7, 7}, ACL, new byte[] {1, 2, 3}),
            join(head(0x8004, 20, 0, 0, 0), sid(OWNER)),
            head(0x8000, 0, 0, 0, 0));

    @Test
    void whatIsReadIsWrittenAgainByteForByte() throws MalformedDescriptorException {
        for (byte[] seed : SEEDS) {
            assertThat(SecurityDescriptor.read(seed).bytes()).isEqualTo(seed);
        }
    }

    @Test
    void paddingRevisionSlackAndUnknownFlagsAreKept() throws MalformedDescriptorException {
        byte[] list = join(ACL, new byte[] {5, 5, 5, 5});
        list[0] = 2;
        list[1] = 3;
        list[2] += 4;
        list[6] = 9;
        byte[] bytes = join(head(0xFFEF, 0, 0, 0, 20), list);
        bytes[1] = 8;

        assertThat(SecurityDescriptor.read(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void theOwnerAndInheritanceAreShown() throws MalformedDescriptorException {
        SecurityDescriptor read = SecurityDescriptor.read(FULL);

        assertThat(read.owner())
                .hasValueSatisfying(owner -> assertThat(owner.text()).isEqualTo(OWNER));
        assertThat(read.inheritanceOff()).isTrue();
        assertThat(SecurityDescriptor.read(dacl()).inheritanceOff()).isFalse();
        assertThat(SecurityDescriptor.read(dacl()).owner()).isEmpty();
    }

    @Test
    void anotherAccessListLeavesEverythingElseAsItWas() throws MalformedDescriptorException {
        AccessControlEntry added = Sddl.parse("(OA;CIIO;CR;" + RESET + ";" + USER + ";S-1-5-21-1-2-3-1105)");
        SecurityDescriptor before = SecurityDescriptor.read(FULL);
        AccessControlList list = before.dacl().orElseThrow();

        SecurityDescriptor after = before.withDacl(list.plus(List.of(added)));

        SecurityDescriptor again = SecurityDescriptor.read(after.bytes());
        assertThat(again.dacl().orElseThrow().entries())
                .startsWith(list.entries().get(0), added)
                .hasSize(list.entries().size() + 1);
        assertThat(again.withDacl(again.dacl().orElseThrow().minus(List.of(added)))
                        .bytes())
                .isEqualTo(FULL);
    }

    @Test
    void whatIsAddedStandsBehindTheExplicitAndBeforeTheInherited() throws MalformedDescriptorException {
        byte[] deny = plain(1, 0, CR, "S-1-1-0");
        byte[] allow = plain(0, 0, CR, "S-1-5-11");
        byte[] inherited = plain(1, ID, CR, "S-1-1-0");
        byte[] revision2 = list(deny, allow, inherited);
        revision2[0] = 2;
        AccessControlEntry added = Sddl.parse("(OA;;CR;" + RESET + ";;S-1-5-21-1-2-3-1105)");

        AccessControlList list = AccessControlList.read(revision2, 0).plus(List.of(added));

        assertThat(list.bytes()).isEqualTo(list(deny, allow, added.bytes(), inherited));
        assertThat(AccessControlList.read(list(), 0).plus(List.of(added)).bytes())
                .isEqualTo(list(added.bytes()));
    }

    @Test
    void aListThatWouldBecomeTooLongIsNotMade() throws MalformedDescriptorException {
        byte[][] many = new byte[1637][];
        Arrays.fill(many, object(5, 0, CR, RESET, null, "S-1-5-11"));
        AccessControlList list = AccessControlList.read(list(many), 0);
        AccessControlEntry entry = Sddl.parse("(OA;;CR;" + RESET + ";;S-1-5-21-1-2-3-1105)");

        assertThatThrownBy(() -> list.plus(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedAndNamed() {
        assertRefused(bytes -> Arrays.copyOf(bytes, 19), "20 bytes");
        assertRefused(bytes -> set(bytes, 0, 2), "revision 2");
        assertRefused(bytes -> set(bytes, 3, 0x10), "not self-relative");
        assertRefused(bytes -> set(bytes, 2, 0x10), "DACL is said to be absent");
        assertRefused(bytes -> set(bytes, 4, 19), "OWNER would lie outside");
        assertRefused(bytes -> set(bytes, 19, 0xFF), "DACL would lie outside");
        assertRefused(bytes -> set(bytes, 4, bytes[8]), "overlaps");
        assertRefused(bytes -> set(bytes, 20, 9), "a list has revision 9");
        assertRefused(bytes -> set(bytes, 23, 0x7F), "a list is longer than the descriptor");
        assertRefused(bytes -> set(bytes, 24, 60), "an entry");
    }

    @Test
    void anEntryWithoutItsSecurityIdentifierIsRefused() {
        byte[] bytes = dacl(plain(0, 0, CR, OWNER));
        bytes[20 + 8 + 8 + 1] = 9;

        assertThatThrownBy(() -> SecurityDescriptor.read(bytes))
                .isInstanceOf(MalformedDescriptorException.class)
                .hasMessageContaining("an entry of type 0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fiftyThousandMutilatedDescriptorsAreTheSameAgainOrRefused(boolean fixed) {
        long seed = fixed ? 20261122L : System.nanoTime();
        System.out.println("descriptors mutilated with seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] mutilated = mutilated(random, SEEDS.get(random.nextInt(SEEDS.size())));
            try {
                byte[] copy = mutilated.clone();
                if (!Arrays.equals(SecurityDescriptor.read(mutilated).bytes(), copy)) {
                    throw new AssertionError("changed: seed " + seed + ", number " + i);
                }
            } catch (MalformedDescriptorException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(5_000, 45_000);
    }

    /** One to six changes: bytes, numbers near the edges, stretches cut out, doubled or cut off. */
    private static byte[] mutilated(Random random, byte[] seed) {
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(6); change >= 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (bytes[at] + random.nextInt(9) - 4);
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = join(bytes, Arrays.copyOfRange(bytes, at, bytes.length));
                default ->
                    bytes = join(
                            Arrays.copyOf(bytes, at),
                            Arrays.copyOfRange(
                                    bytes, Math.min(bytes.length, at + 1 + random.nextInt(8)), bytes.length));
            }
        }
        return bytes;
    }

    /** These and what a real domain controller had. */
    private static List<byte[]> seeds(byte[]... own) {
        List<byte[]> seeds = new ArrayList<>(List.of(own));
        try (InputStream in =
                Objects.requireNonNull(SecurityDescriptorTest.class.getResourceAsStream("samba-descriptors.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(line.indexOf('|') + 2))
                    .forEach(hex -> seeds.add(HexFormat.of().parseHex(hex)));
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(UnaryOperator<byte[]> change, String why) {
        assertThatThrownBy(() -> SecurityDescriptor.read(change.apply(FULL.clone())))
                .isInstanceOf(MalformedDescriptorException.class)
                .hasMessageContaining(why);
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] full() {
        byte[] sacl = list(plain(2, 0xC0, CR, "S-1-1-0"), plain(17, 0, 1, "S-1-16-4096"));
        byte[] owner = sid(OWNER);
        int daclAt = 20 + sacl.length;
        int ownerAt = daclAt + ACL.length;
        return join(head(0x9414, ownerAt, ownerAt + owner.length, 20, daclAt), sacl, ACL, owner, sid("S-1-5-32-544"));
    }
}
