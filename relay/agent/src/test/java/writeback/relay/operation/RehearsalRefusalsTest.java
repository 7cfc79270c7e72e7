package writeback.relay.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.SmallDirectory;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.RehearsePolicy;

/** On whom no rehearsal is made, whatever was approved; no password is touched then. */
class RehearsalRefusalsTest {

    private static final String ACCOUNT = "CN=Pilot Test," + SmallDirectory.PILOT_OU;
    private static final String DOMAIN = "S-1-5-21-1-2-3-";

    @TempDir
    private Path folder;

    private SmallDomain domain;

    @BeforeEach
    void start() throws Exception {
        domain = new SmallDomain(folder);
        domain.directory.add("dn: " + SmallDirectory.PILOT_OU, "objectClass: organizationalUnit");
        domain.directory.onModify((request, controls) -> {
            throw new AssertionError("a refused rehearsal modified " + request.getDN());
        });
    }

    @AfterEach
    void stop() {
        domain.close();
    }

    @Test
    void aDisabledAccount() throws Exception {
        account("userAccountControl: 514", sid(1106), group(513));
        assertFailed("the account is disabled");
    }

    @Test
    void anAccountThatIsProtectedOrOnceWas() throws Exception {
        account("userAccountControl: 512", sid(1106), group(513), "adminCount: 1");
        assertFailed("adminCount=1");
    }

    @Test
    void aMemberOfAProtectedGroup() throws Exception {
        for (String group : List.of(DOMAIN + 512, DOMAIN + 519, DOMAIN + 525, "S-1-5-32-544", "S-1-5-32-551")) {
            account("userAccountControl: 512", sid(1106), group(513), binary("tokenGroups", group));
            assertFailed("the protected group " + group);
            domain.directory.delete(ACCOUNT);
        }
    }

    @Test
    void anAccountWhoseGroupsAreHidden() throws Exception {
        account("userAccountControl: 512", sid(1106));
        assertFailed("its groups are hidden");
    }

    @Test
    void theDomainsOwnAccounts() throws Exception {
        for (int relativeId : new int[] {500, 501, 502}) {
            account("userAccountControl: 512", sid(relativeId), group(513));
            assertFailed("one of the domain's own");
            domain.directory.delete(ACCOUNT);
        }
    }

    @Test
    void anAccountOutsideThePilotUnit() throws Exception {
        String outside = "CN=Somebody," + SmallDirectory.BASE;
        domain.directory.add(
                "dn: " + outside,
                "objectClass: user",
                "sAMAccountName: somebody",
                "userAccountControl: 512",
                sid(1107),
                group(513));
        assertThat(rehearse(outside, SmallDirectory.PILOT_OU))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.setting())
                        .isEqualTo("bounds.pilot-ou"));
    }

    @Test
    void anybodyWhereNoPilotUnitIsNamed() throws Exception {
        account("userAccountControl: 512", sid(1106), group(513));
        assertThat(rehearse(ACCOUNT, ""))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.setting())
                        .isEqualTo("bounds.pilot-ou"));
    }

    @Test
    void anOrdinaryAccountOfThePilotUnitIsNotRefused() throws Exception {
        account("userAccountControl: 512", sid(1106), group(513));
        // With everything in order it comes as far as the first reset: the cases above refuse for their own reason.
        domain.directory.onModify((request, controls) -> {
            throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM);
        });
        assertThat(rehearse(ACCOUNT, SmallDirectory.PILOT_OU)).isInstanceOf(Outcome.Done.class);
    }

    private void assertFailed(String reason) throws Exception {
        assertThat(rehearse(ACCOUNT, SmallDirectory.PILOT_OU)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("precondition-failed");
            assertThat(failed.detail()).contains(reason);
        });
    }

    private Outcome rehearse(String account, String pilotOu) throws Exception {
        return domain.operation(RehearsePolicy.OPERATION, new Bounds(0, 2, List.of("contoso.test"), pilotOu))
                .run(domain.context(new RehearsePolicy("contoso.test", account)));
    }

    private void account(String... values) throws Exception {
        domain.directory.add(Stream.concat(
                        Stream.of("dn: " + ACCOUNT, "objectClass: user", "sAMAccountName: pilot", "pwdLastSet: 1"),
                        Stream.of(values))
                .toArray(String[]::new));
    }

    private static String sid(int relativeId) {
        return binary("objectSid", DOMAIN + relativeId);
    }

    private static String group(int relativeId) {
        return binary("tokenGroups", DOMAIN + relativeId);
    }

    private static String binary(String attribute, String sid) {
        return attribute + ":: "
                + Base64.getEncoder()
                        .encodeToString(SecurityIdentifier.parse(sid).bytes());
    }
}
