package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.relay.protocol.message.Operations.READ_CONNECTOR;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.directory.rights.Aces;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.WritebackEntries;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorFacts.Expiry;
import writeback.relay.protocol.fact.ConnectorFacts.FoundBy;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Outcome;

/** What is said of the connector account when the directory shows less than it should. */
class ReadConnectorTest {

    private static final String CONNECTOR = "S-1-5-21-1-2-3-1105";
    private static final String DOMAIN_ADMINS = "S-1-5-21-1-2-3-512";
    private static final String DOMAIN_USERS = "S-1-5-21-1-2-3-513";
    private static final String NAME = "MSOL_0f1e2d3c4b5a";
    private static final String DN = "CN=" + NAME + "," + SmallDirectory.BASE;
    private static final String DESCRIPTOR = "nTSecurityDescriptor";

    @TempDir
    private Path folder;

    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        domain.directory.add(
                "dn: " + DN,
                "objectClass: user",
                "sAMAccountName: " + NAME,
                "description: Account created by Microsoft Azure Active Directory Connect",
                "objectSid:: " + base64(CONNECTOR),
                "tokenGroups:: " + base64(DOMAIN_USERS),
                "userAccountControl: 512",
                "accountExpires: 0");
        domain.directory.put(
                SmallDirectory.BASE,
                DESCRIPTOR,
                Aces.dacl(
                        Aces.object(0x5, Aces.CI | Aces.IO, Aces.CR, Aces.RESET, Aces.USER, CONNECTOR),
                        Aces.object(0x5, Aces.CI | Aces.IO, Aces.WP, Aces.LOCKOUT_TIME, Aces.USER, CONNECTOR)));
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void theAccountIsFoundAndWhatTheRootLacksIsNamed() throws Exception {
        ConnectorFacts facts = facts(Map.of());

        assertThat(facts.foundBy()).isEqualTo(FoundBy.DIRECTORY);
        assertThat(facts.distinguishedName()).isEqualTo(DN);
        assertThat(facts.securityIdentifier()).isEqualTo(CONNECTOR);
        assertThat(facts.readAt()).isEqualTo(SmallDomain.NOW);
        assertThat(facts.enabled()).isTrue();
        assertThat(facts.expiry()).isEqualTo(Sighting.seen(new Expiry(null)));
        assertThat(facts.privilegedGroups()).isEqualTo(Sighting.seen(List.of()));
        assertThat(facts.missingAtRoot())
                .isEqualTo(Sighting.seen(WritebackEntries.of(new SecurityIdentifier(CONNECTOR)).stream()
                        .skip(2)
                        .map(Sddl::text)
                        .toList()));
        assertThat(facts.rootDescriptor().isSeen()).isTrue();
        assertThat(facts(Map.of("account", NAME)).foundBy()).isEqualTo(FoundBy.SYNC_SERVER);
    }

    @Test
    void anAdministratorIsToldByNameEvenOfAGroupThatHasNoneHere() throws Exception {
        domain.directory.put(DN, "tokenGroups", Aces.sid(DOMAIN_ADMINS));
        assertThat(facts(Map.of()).privilegedGroups()).isEqualTo(Sighting.seen(List.of(DOMAIN_ADMINS)));

        domain.directory.add(
                "dn: CN=Admins," + SmallDirectory.BASE,
                "objectClass: group",
                "sAMAccountName: Domänen-Admins",
                "objectSid:: " + base64(DOMAIN_ADMINS));
        assertThat(facts(Map.of()).privilegedGroups()).isEqualTo(Sighting.seen(List.of("Domänen-Admins")));
    }

    @Test
    void oneThatIsDisabledOrHasExpiredIsSaidToBe() throws Exception {
        domain.directory.put(DN, "userAccountControl", "514");
        domain.directory.put(DN, "accountExpires", "132223104000000000");
        ConnectorFacts facts = facts(Map.of());

        assertThat(facts.enabled()).isFalse();
        assertThat(facts.expiry()).isEqualTo(Sighting.seen(new Expiry(Instant.parse("2020-01-01T00:00:00Z"))));
    }

    @Test
    void withoutTheGroupsItIsNotCalledHarmless() throws Exception {
        domain.directory.modify("dn: " + DN, "changetype: modify", "delete: tokenGroups");
        assertUnseen(facts(Map.of()).privilegedGroups(), Cause.DENIED);
    }

    @Test
    void whatTheRootLacksIsUnknownWhereItsAccessListCannotBeRead() throws Exception {
        domain.directory.put(SmallDirectory.BASE, DESCRIPTOR, new byte[] {1, 2, 3});
        assertUnseen(facts(Map.of()).missingAtRoot(), Cause.MALFORMED);
        assertUnseen(facts(Map.of()).rootDescriptor(), Cause.MALFORMED);

        domain.directory.modify("dn: " + SmallDirectory.BASE, "changetype: modify", "delete: " + DESCRIPTOR);
        assertUnseen(facts(Map.of()).missingAtRoot(), Cause.DENIED);
        assertUnseen(facts(Map.of()).rootDescriptor(), Cause.DENIED);
    }

    @Test
    void aRootWithoutAnAccessListHasNoFingerprintToPlanOn() throws Exception {
        domain.directory.put(
                SmallDirectory.BASE, DESCRIPTOR, HexFormat.of().parseHex("0100048000000000000000000000000000000000"));

        assertUnseen(facts(Map.of()).rootDescriptor(), Cause.MALFORMED);
    }

    @Test
    void aSampleThatCannotBeReadIsUnknownAndTheRestIsKept() throws Exception {
        List<String> asked = new ArrayList<>();
        domain.directory.onSearch(request -> {
            if (request.getFilter().toString().contains("adminCount")) {
                asked.add(request.getBaseDN());
                throw new LDAPException(ResultCode.TIME_LIMIT_EXCEEDED, "too long");
            }
        });
        ConnectorFacts facts = facts(Map.of());

        assertThat(asked).containsExactly(SmallDirectory.BASE);
        assertThat(facts.sample().isSeen()).isFalse();
        assertThat(facts.missingAtRoot().isSeen()).isTrue();
    }

    @Test
    void whetherItIsEnabledIsNotGuessed() throws Exception {
        domain.directory.modify("dn: " + DN, "changetype: modify", "delete: userAccountControl");
        assertFailed(Map.of(), "directory-denied", "userAccountControl");
    }

    @Test
    void anAccountThatIsNotToBeSeenIsNamedWithWhatToDo() throws Exception {
        assertFailed(Map.of("account", "CONTOSO\\nobody"), "connector-elsewhere", "CONTOSO");
        assertFailed(Map.of("account", "nobody"), "no-connector-account", "nobody");
        domain.directory.add(
                "dn: CN=second," + SmallDirectory.BASE,
                "objectClass: user",
                "sAMAccountName: MSOL_ffffffffffff",
                "description: Account created by Microsoft Azure Active Directory Connect",
                "objectSid:: " + base64("S-1-5-21-1-2-3-1106"),
                "userAccountControl: 512");
        assertFailed(Map.of(), "several-connector-accounts", "directory.connector-account");
        domain.directory.delete("CN=second," + SmallDirectory.BASE);
        domain.directory.delete(DN);
        assertFailed(Map.of(), "no-connector-account", "relay.yaml");
    }

    private ConnectorFacts facts(Map<String, String> arguments) throws Exception {
        Outcome outcome = domain.read(READ_CONNECTOR, arguments);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ProtocolJson.read(((Outcome.Done) outcome).result(), ConnectorFacts.class);
    }

    private void assertFailed(Map<String, String> arguments, String code, String detail) throws Exception {
        assertThat(domain.read(READ_CONNECTOR, arguments)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.detail()).contains(detail);
        });
    }

    private static void assertUnseen(Sighting<?> sighting, Cause cause) {
        assertThat(sighting).isInstanceOf(Unseen.class);
        assertThat(((Unseen<?>) sighting).cause()).isEqualTo(cause);
    }

    private static String base64(String sid) {
        return Base64.getEncoder().encodeToString(Aces.sid(sid));
    }
}
