package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;
import writeback.contracts.Kind;
import writeback.contracts.OnDirectories;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.rights.AccessControlList;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.Trustee;
import writeback.relay.directory.rights.WritebackEntries;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.RevokeRights;

/** The agent grants on the domain root what its own reading says is missing there, and takes it away again. */
@OnDirectories(Kind.SAMBA)
class GrantRightsTest {

    private static final int ALL = 15;
    private static final int WRITE_DAC = 0x40000;

    @TempDir
    private Path data;

    @Test
    void whatIsMissingIsGrantedWorksAndIsTakenBackToTheByte(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory);
                Verdict verdict = new Verdict(directory);
                Person person = Person.make(arrangement, arrangement.unit())) {
            String user = arrangement.user(arrangement.unit(), Arrangement.fresh("user-"));
            String root = directory.baseDn();
            Trustee trustee = verdict.trustee(person);
            List<String> missing = missing(verdict, root, trustee);
            assertThat(missing)
                    .as("Unexpire Password is everybody's by default")
                    .hasSize(3);
            changeAccess(arrangement, Ace.ALLOW);
            byte[] before = arrangement.descriptor(root, ALL);

            Outcome refused = run(directory, List.of(), grant(verdict, root, trustee, missing));
            assertThat(refused).isInstanceOf(Outcome.Refused.class);
            Action grant = grant(verdict, root, trustee, missing);
            assertThat(run(directory, List.of(arrangement.shortDomain() + "\\" + person.sam()), grant))
                    .isInstanceOf(Outcome.Done.class);

            assertThat(missing(verdict, root, trustee)).isEmpty();
            waived(arrangement, user);
            assertThat(List.of(person.resets(user), person.writesLockoutTime(user), person.writesPwdLastSet(user)))
                    .containsOnly(true);
            assertThat(run(directory, List.of(trustee.sid().text()), grant)).isInstanceOf(Outcome.Failed.class);
            Action revoke =
                    new RevokeRights(directory.domain(), root, trustee.sid().text(), trustee.name(), missing);
            Outcome revoked = run(directory, List.of(trustee.sid().text()), revoke);
            assertThat(((Outcome.Done) revoked).result()).contains(ProtocolJson.write(Sighting.seen(true)));

            assertThat(arrangement.descriptor(root, ALL)).isEqualTo(before);
            waived(arrangement, user);
            assertThat(List.of(person.resets(user), person.writesLockoutTime(user), person.writesPwdLastSet(user)))
                    .containsOnly(false);
        }
    }

    @Test
    void withoutTheRightToChangeAccessNothingIsWritten(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory);
                Verdict verdict = new Verdict(directory);
                Person person = Person.make(arrangement, arrangement.unit())) {
            Trustee trustee = verdict.trustee(person);
            String root = directory.baseDn();
            changeAccess(arrangement, Ace.DENY);
            byte[] before = arrangement.descriptor(root, ALL);
            Action grant = grant(verdict, root, trustee, missing(verdict, root, trustee));

            assertThat(run(directory, List.of(trustee.sid().text()), grant))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.code())
                            .isEqualTo("not-written"));
            assertThat(arrangement.descriptor(root, ALL)).isEqualTo(before);
        }
    }

    /** Modify Permissions on the domain root, allowed or denied to the changing account. */
    private static void changeAccess(Arrangement arrangement, int type) {
        Directory directory = arrangement.directory();
        byte[] changing = arrangement.sid(directory.accounts().changing().name());
        byte[] root = arrangement.descriptor(directory.baseDn());
        Ace entry = type == Ace.DENY ? Ace.deny(0, WRITE_DAC, changing) : Ace.allow(0, WRITE_DAC, changing);
        arrangement.setDescriptor(directory.baseDn(), Ace.inFront(root, entry));
    }

    private static void waived(Arrangement arrangement, String user) {
        arrangement.modify(user, new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
    }

    private static List<String> missing(Verdict verdict, String root, Trustee trustee) {
        return WritebackEntries.missingAt(verdict.descriptor(root), trustee).stream()
                .map(Sddl::text)
                .toList();
    }

    private static Action grant(Verdict verdict, String root, Trustee trustee, List<String> entries) {
        String expected = verdict.descriptor(root)
                .dacl()
                .map(AccessControlList::fingerprint)
                .orElseThrow();
        String domain =
                root.toLowerCase(java.util.Locale.ROOT).replace("dc=", "").replace(',', '.');
        return new GrantRights(domain, root, trustee.sid().text(), trustee.name(), entries, expected);
    }

    private Outcome run(Directory directory, List<String> connectorAccounts, Action action) throws Exception {
        DirectorySettings settings = directory.settings();
        Bounds bounds = new Bounds(0, 2, List.of(directory.domain()), "", connectorAccounts);
        Operation operation = Operations.of(List.of(settings), Optional.empty(), bounds, data)
                .find(action.operation())
                .orElseThrow();
        Plan plan = new Plan("tenant", "main", "tenant/person", Instant.MAX, List.of(action));
        return operation.run(
                new OperationContext(Map.of(), new VerifiedChange("change-1", plan, 0), Clock.systemUTC(), data));
    }
}
