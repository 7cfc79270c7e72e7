package writeback.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static writeback.lab.directory.PracticeDomain.policyDn;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import writeback.lab.grouppolicy.PolicyFolder;

/** How the domain controller's Group Policy client brings the minimum age to the domain head. */
abstract class GroupPolicyContract {

    private static final String SECOND = "{11111111-2222-3333-4444-555555555555}";
    private static final String ZERO = "0";
    private static final String ONE_DAY = "-864000000000";
    private static final String THREE_DAYS = "-2592000000000";

    private final Supplier<Practice> running;
    private Practice practice;
    private String links;

    GroupPolicyContract(Supplier<Practice> running) {
        this.running = running;
    }

    @BeforeEach
    void asAtTheStart() {
        practice = running.get();
        practice.reset();
        links = practice.rootLinks();
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
    }

    @AfterEach
    void onlyTheDefaultPolicy() {
        practice.writeRootLinks(links);
        if (!practice.hand().search(policyDn(SECOND), "(objectClass=*)", "cn").isEmpty()) {
            practice.hand().change(List.of(new LDIFDeleteChangeRecord(policyDn(SECOND))));
        }
        practice.directory().refreshGroupPolicy(true);
    }

    @Test
    void anOrdinaryRefreshLeavesADirectlySetDomainHeadAlone() {
        practice.directory().apply("domain.minAgeDays", 0);
        practice.directory().refreshGroupPolicy(false);
        assertThat(practice.domainAge()).isEqualTo(ZERO);
    }

    @Test
    void aForcedRefreshBringsThePolicysAgeBack() {
        practice.directory().apply("domain.minAgeDays", 0);
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
    }

    @Test
    void aPolicyWithAHigherVersionIsAppliedByAnOrdinaryRefresh() {
        practice.directory().apply("gpo.minAgeDays", 0);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
        practice.directory().refreshGroupPolicy(false);
        assertThat(practice.domainAge()).isEqualTo(ZERO);
    }

    @Test
    void aTemplateWithoutANewVersionIsNotLookedAt() {
        PolicyFolder folder = practice.policies().folder(PracticeDomain.DEFAULT_DOMAIN_POLICY);
        folder.writeMinimumAgeDays(OptionalInt.of(0));
        practice.directory().refreshGroupPolicy(false);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
    }

    @Test
    void theLabsEditorKeepsBothVersionsEqual() {
        practice.directory().apply("gpo.minAgeDays", 0);
        var policy = practice.policies().read(policyDn(PracticeDomain.DEFAULT_DOMAIN_POLICY));
        assertThat(policy.folder().version()).isEqualTo(policy.directoryVersion());
        assertThat(policy.folder().minimumAgeDays()).hasValue(0);
    }

    @Test
    void aPolicyThatDoesNotDefineTheAgeLeavesTheDomainHeadAlone() {
        practice.directory().apply("gpo.minAgeDays", null);
        practice.directory().refreshGroupPolicy(false);
        practice.directory().apply("domain.minAgeDays", 0);
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(ZERO);
    }

    @Test
    void theLastLinkWins() {
        second(3);
        practice.writeRootLinks(links + link(SECOND, 0));
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(THREE_DAYS);
        practice.writeRootLinks(link(SECOND, 0) + links);
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
    }

    @Test
    void anEnforcedLinkBeatsTheLastOne() {
        second(3);
        practice.writeRootLinks(link(SECOND, 2) + links);
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(THREE_DAYS);
    }

    @Test
    void aDisabledLinkDoesNotCountEvenWhenEnforced() {
        second(3);
        practice.writeRootLinks(links + link(SECOND, 3));
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
    }

    @Test
    void aLinkToADeletedPolicyIsPassedOver() {
        practice.writeRootLinks(links + link(SECOND, 0));
        practice.directory().apply("domain.minAgeDays", 0);
        practice.directory().refreshGroupPolicy(true);
        assertThat(practice.domainAge()).isEqualTo(ONE_DAY);
    }

    private void second(int days) {
        practice.hand()
                .change(List.of(new LDIFAddChangeRecord(new Entry(
                        policyDn(SECOND),
                        new Attribute("objectClass", "top", "container", "groupPolicyContainer"),
                        new Attribute("cn", SECOND),
                        new Attribute("displayName", "Second policy"),
                        new Attribute("flags", "0"),
                        new Attribute("versionNumber", "1"),
                        new Attribute("gPCFunctionalityVersion", "2"),
                        new Attribute("gPCFileSysPath", "\\\\contoso.test\\sysvol\\contoso.test\\Policies\\" + SECOND),
                        new Attribute("gPCMachineExtensionNames", PracticeDomain.SECURITY_EXTENSION)))));
        practice.policies().folder(SECOND).writeMinimumAgeDays(OptionalInt.of(days));
        practice.policies().folder(SECOND).writeVersion(1);
    }

    private static String link(String guid, int options) {
        return "[LDAP://" + policyDn(guid) + ";" + options + "]";
    }
}
