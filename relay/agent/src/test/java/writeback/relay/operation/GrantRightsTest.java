package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.directory.rights.AccessControlEntry;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.Aces;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.SecurityDescriptor;
import writeback.relay.directory.rights.WritebackEntries;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Applied;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;

/** Granting and revoking against a directory that takes what it is given. */
class GrantRightsTest {

    private static final String CONNECTOR = "S-1-5-21-1-2-3-1105";
    private static final String ROOT = SmallDirectory.BASE;
    private static final List<String> ENTRIES = WritebackEntries.of(new SecurityIdentifier(CONNECTOR)).stream()
            .map(Sddl::text)
            .toList();
    private static final Bounds BOUNDS = new Bounds(0, 2, List.of("contoso.test"), "", List.of(CONNECTOR));

    @TempDir
    private Path folder;

    private SmallDomain domain;
    private byte[] before;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        byte[] administrators = Aces.sid("S-1-5-32-544");
        byte[] list = Aces.list(
                Aces.plain(1, 0, Aces.CR, "S-1-1-0"),
                Aces.plain(0, 0, 0x20094, "S-1-5-11"),
                Aces.plain(0, Aces.CI | Aces.ID, 0xF01FF, "S-1-5-32-544"));
        list[0] = 2;
        int at = 20 + 2 * administrators.length;
        before = Aces.join(
                Aces.head(0x8C04, 20, 20 + administrators.length, 0, at), administrators, administrators, list);
        put(before);
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void theEntriesStandBehindTheExplicitAndNothingElseIsChanged() throws Exception {
        Outcome outcome = run(grant());

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        Applied applied = ProtocolJson.read(((Outcome.Done) outcome).result(), Applied.class);
        SecurityDescriptor was = SecurityDescriptor.read(before);
        List<AccessControlEntry> expected =
                new ArrayList<>(was.dacl().orElseThrow().entries());
        expected.addAll(2, ENTRIES.stream().map(Sddl::parse).toList());
        assertThat(now().dacl().orElseThrow().entries()).isEqualTo(expected);
        assertThat(now().dacl().orElseThrow().bytes()[0]).isEqualTo((byte) 4);
        assertThat(now().control()).isEqualTo(was.control());
        assertThat(now().owner()).isEqualTo(was.owner());
        Path backup = Path.of(applied.backup());
        assertThat(backup).isEqualTo(domain.data.resolve("backups/change-1-0"));
        assertThat(backup.resolve("descriptor.bin")).hasBinaryContent(before);
        assertThat(backup.resolve("entries.txt")).content().startsWith("(D;;CR;;;S-1-1-0)\r\n");
        assertThat(backup.resolve("README.txt")).content().contains(ENTRIES).doesNotContain("${");
        assertThat(observe(grant())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatWasGrantedIsTakenAwayAgainAndWhatOthersAddedStays() throws Exception {
        run(grant());
        AccessControlEntry others = Sddl.parse("(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1999)");
        put(now().withDacl(now().dacl().orElseThrow().plus(List.of(others))).bytes());

        assertThat(run(revoke())).isInstanceOf(Outcome.Done.class);

        List<AccessControlEntry> expected = new ArrayList<>(
                SecurityDescriptor.read(before).dacl().orElseThrow().entries());
        expected.add(2, others);
        assertThat(now().dacl().orElseThrow().entries()).isEqualTo(expected);
        assertThat(observe(revoke())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aListThatWasChangedSinceThePlanIsLeftAlone() throws Exception {
        Action planned = grant();
        AccessControlList list = now().dacl().orElseThrow();
        put(now().withDacl(list.minus(list.entries().subList(0, 1))).bytes());
        byte[] changed = now().bytes();

        assertFailed(run(planned), "precondition-failed", "no longer the one");
        assertThat(now().bytes()).isEqualTo(changed);
        assertThat(domain.data.resolve("backups")).doesNotExist();
        assertFailed(observe(planned), "not-applied", "backup");
    }

    @Test
    void entriesThatAreNotThereOnceAreNotTakenAway() throws Exception {
        assertFailed(run(revoke()), "precondition-failed", "exactly once");
        run(grant());
        AccessControlList list = now().dacl().orElseThrow();
        put(now().withDacl(list.plus(List.of(Sddl.parse(ENTRIES.get(0))))).bytes());
        assertFailed(run(revoke()), "precondition-failed", "exactly once");
        assertFailed(run(grant()), "precondition-failed", "already");
    }

    @Test
    void onlyAConnectorAccountThatTheOwnerNamedIsGrantedAnything() throws Exception {
        Outcome outcome = domain.operation(GrantRights.OPERATION, new Bounds(0, 2, List.of("contoso.test"), ""))
                .run(domain.context(grant()));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.setting())
                .isEqualTo("bounds.connector-accounts"));
        assertThat(now().bytes()).isEqualTo(before);
    }

    @Test
    void anotherDomainOrActionIsRefused() throws Exception {
        Bounds elsewhere = new Bounds(0, 2, List.of("fabrikam.test"), "", List.of(CONNECTOR));
        assertThat(domain.operation(GrantRights.OPERATION, elsewhere).run(domain.context(grant())))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.setting())
                        .isEqualTo("bounds.domains"));
        Action other = new RehearsePolicy("contoso.test", "CN=x");
        assertThat(domain.operation(GrantRights.OPERATION, BOUNDS).run(domain.context(other)))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(domain.operation(RevokeRights.OPERATION, BOUNDS).run(domain.context(grant())))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aDirectoryThatRefusesLeavesNothingHalfMade() throws Exception {
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no");
        });

        assertFailed(run(grant()), "not-written", "LDAP 50");
        assertFailed(observe(grant()), "not-applied", "as they were");
        assertThat(now().bytes()).isEqualTo(before);
    }

    @Test
    void aWriteThatTheServerTookOtherwiseIsInDoubt() throws Exception {
        SecurityDescriptor old = now();
        AccessControlEntry first = Sddl.parse(ENTRIES.get(0));
        domain.directory.onModify((request, controls) -> request.setModifications(new Modification(
                ModificationType.REPLACE,
                "nTSecurityDescriptor",
                old.withDacl(old.dacl().orElseThrow().plus(List.of(first))).bytes())));

        assertThat(run(grant())).isInstanceOf(Outcome.InDoubt.class);
        assertThat(observe(grant())).isInstanceOfSatisfying(Outcome.InDoubt.class, doubt -> assertThat(doubt.detail())
                .contains("some of the entries")
                .contains("change-1-0"));
    }

    @Test
    void whoElseWroteInTheSameMomentIsNotOverwrittenInSilence() throws Exception {
        assertThat(undisturbed(grant()).isSeen()).as("not counted here").isFalse();
        written(7);
        domain.directory.onModify((request, controls) -> written(8));
        assertThat(undisturbed(revoke())).isEqualTo(Sighting.seen(true));

        // Somebody's edit, 9, came between our look and our write.
        domain.directory.onModify((request, controls) -> written(10));
        assertThat(undisturbed(grant())).isEqualTo(Sighting.seen(false));
        assertThat(((Outcome.Done) observe(grant())).result()).contains("not known any more");
    }

    @Test
    void aConnectionThatBreaksBehindTheWriteIsSettledByALook() throws Exception {
        Action planned = grant();
        domain.directory.onModify((request, controls) -> {
            domain.directory.put(
                    ROOT,
                    "nTSecurityDescriptor",
                    request.getModifications().get(0).getValueByteArrays()[0]);
            throw new LDAPException(ResultCode.SERVER_DOWN, "gone");
        });

        assertThat(run(planned)).isInstanceOf(Outcome.Done.class);
        assertThat(now().dacl().orElseThrow().entries()).hasSize(3 + ENTRIES.size());
    }

    @Test
    void aConnectionThatBreaksBeforeTheWriteLeavesTheListAsItWas() throws Exception {
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.SERVER_DOWN, "gone");
        });

        assertFailed(run(grant()), "not-applied", "as they were");
        assertThat(now().bytes()).isEqualTo(before);
    }

    @Test
    void afterACrashTheLookSaysWhatBecameOfIt() throws Exception {
        Action planned = grant();
        domain.directory.onModify((request, controls) -> {
            throw new IllegalStateException("the machine stops here");
        });
        run(planned);
        assertFailed(observe(planned), "not-applied", "as they were");

        put(now().withDacl(now().dacl()
                        .orElseThrow()
                        .plus(ENTRIES.stream().map(Sddl::parse).toList()))
                .bytes());
        assertThat(observe(planned)).isInstanceOf(Outcome.Done.class);
        assertFailed(observe(revoke()), "not-applied", "as they were");
    }

    @Test
    void theWriteConcernsTheAccessListOnly() throws Exception {
        List<String> controls = new ArrayList<>();
        domain.directory.onModify((request, sent) -> sent.forEach(control -> controls.add(control.getOID() + " "
                + HexFormat.of().formatHex(control.getValue().getValue()))));

        run(grant());

        assertThat(controls).containsExactly("1.2.840.113556.1.4.801 3003020104");
    }

    @Test
    void anObjectWithoutAnAccessListIsLeftAlone() throws Exception {
        Action planned = grant();
        put(HexFormat.of().parseHex("0100048000000000000000000000000000000000"));

        assertFailed(run(planned), "precondition-failed", "no access list");
    }

    @Test
    void aBackupThatCannotBeWrittenStopsTheChange() throws Exception {
        Files.writeString(domain.data.resolve("backups"), "in the way");

        assertFailed(run(grant()), "backup-failed", "");
        assertThat(now().bytes()).isEqualTo(before);
    }

    private Action grant() throws Exception {
        return new GrantRights(
                "contoso.test",
                ROOT,
                CONNECTOR,
                "CONTOSO\\MSOL_1",
                ENTRIES,
                now().dacl().map(AccessControlList::fingerprint).orElse(""));
    }

    private static Action revoke() {
        return new RevokeRights("contoso.test", ROOT, CONNECTOR, "CONTOSO\\MSOL_1", ENTRIES);
    }

    private Outcome run(Action action) throws Exception {
        return domain.operation(action.operation(), BOUNDS).run(domain.context(action));
    }

    private Sighting<Boolean> undisturbed(Action action) throws Exception {
        Outcome outcome = run(action);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ProtocolJson.read(((Outcome.Done) outcome).result(), Applied.class)
                .undisturbed();
    }

    /** The root's descriptor was taken that often, as replPropertyMetaData has it. */
    private void written(int times) throws LDAPException {
        domain.directory.put(
                ROOT,
                "replPropertyMetaData",
                ByteBuffer.allocate(64)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0, 1)
                        .putInt(8, 1)
                        .putInt(16, 0x20119)
                        .putInt(20, times)
                        .array());
    }

    private Outcome observe(Action action) throws Exception {
        return domain.operation(action.operation(), BOUNDS).observe(domain.context(action));
    }

    private SecurityDescriptor now() throws Exception {
        return SecurityDescriptor.read(domain.directory.bytes(ROOT, "nTSecurityDescriptor"));
    }

    private void put(byte[] descriptor) throws Exception {
        domain.directory.put(ROOT, "nTSecurityDescriptor", descriptor);
    }

    private static void assertFailed(Outcome outcome, String code, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.detail()).contains(detail);
        });
    }
}
