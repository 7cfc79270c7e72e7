package writeback.relay.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.directory.rights.Sddl;
import writeback.relay.directory.rights.WritebackEntries;
import writeback.relay.operation.Bounds;
import writeback.relay.protocol.message.Outcome.Refused;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RevokeRights;

class RightsBoundsTest {

    private static final String CONNECTOR = "S-1-5-21-1-2-3-1105";
    private static final String ROOT = "DC=contoso,DC=test";
    private static final List<String> ENTRIES = WritebackEntries.of(new SecurityIdentifier(CONNECTOR)).stream()
            .map(Sddl::text)
            .toList();

    @Test
    void theDocumentedEntriesMayGoOnTheRootAndOnUnits() {
        for (String target : List.of(ROOT, "dc=CONTOSO, dc=test", "OU=Paris\\, Sud,OU=People," + ROOT)) {
            assertThat(RightsBounds.objection("contoso.test", target, CONNECTOR, ENTRIES))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=AdminSDHolder,CN=System,DC=contoso,DC=test",
                "CN=System,DC=contoso,DC=test",
                "OU=People,CN=System,DC=contoso,DC=test",
                "CN=Users,DC=contoso,DC=test",
                "DC=fabrikam,DC=test",
                "OU=People,DC=fabrikam,DC=test",
                "DC=eu,DC=contoso,DC=test",
                "CN=Configuration,DC=contoso,DC=test",
                "DC=test",
                "",
                "no name",
            })
    void nothingElseIsTouched(String target) {
        assertThat(RightsBounds.objection("contoso.test", target, CONNECTOR, ENTRIES))
                .hasValueSatisfying(objection -> assertThat(objection).contains("neither the root"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(A;;GA;;;S-1-5-21-1-2-3-1105)",
                "(OA;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;S-1-5-21-1-2-3-1106)",
                "(OD;;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;S-1-5-21-1-2-3-1105)",
                "(OA;CI;CR;ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501;;S-1-5-21-1-2-3-1105)",
                "(OA;CIIO;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;bf967aba-0de6-11d0-a285-00aa003049e2;S-1-5-21-1-2-3-1105)",
                "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1105)",
                "anything",
            })
    void noOtherEntryIsWrittenOrTakenAway(String entry) {
        assertThat(RightsBounds.objection("contoso.test", ROOT, CONNECTOR, List.of(entry)))
                .hasValueSatisfying(objection -> assertThat(objection).contains("none of the entries"));
    }

    @Test
    void anEntryTwiceOrATrusteeOfNoDomainIsRefused() {
        assertThat(RightsBounds.objection("contoso.test", ROOT, CONNECTOR, List.of(ENTRIES.get(0), ENTRIES.get(0))))
                .isPresent();
        assertThat(RightsBounds.objection("contoso.test", ROOT, "S-1-5-11", ENTRIES))
                .isPresent();
        assertThat(RightsBounds.objection("contoso.test", ROOT, "Everyone", ENTRIES))
                .isPresent();
    }

    @Test
    void theOwnerNamesWhoMayBeGrantedAnything() {
        assertThat(refusal(new Bounds(0, 2, List.of("contoso.test"), ""), grant(ROOT)))
                .hasValueSatisfying(refused -> assertThat(refused.setting()).isEqualTo("bounds.connector-accounts"));
        assertThat(refusal(bounds("S-1-5-21-1-2-3-1106"), grant(ROOT))).isPresent();
        assertThat(refusal(bounds(CONNECTOR), grant(ROOT))).isEmpty();
        assertThat(refusal(bounds("CONTOSO\\MSOL_1"), grant(ROOT)))
                .as("the operation looks the name up")
                .isEmpty();
        Bounds elsewhere = new Bounds(0, 2, List.of("fabrikam.test"), "", List.of(CONNECTOR));
        assertThat(refusal(elsewhere, grant(ROOT)))
                .hasValueSatisfying(refused -> assertThat(refused.setting()).isEqualTo("bounds.domains"));
        assertThat(refusal(bounds(CONNECTOR), grant("CN=AdminSDHolder,CN=System," + ROOT)))
                .isPresent();
    }

    @Test
    void revokingHasTheSameBounds() {
        Action revoke = new RevokeRights("contoso.test", ROOT, CONNECTOR, "MSOL_1", ENTRIES);
        assertThat(refusal(bounds(CONNECTOR), revoke)).isEmpty();
        assertThat(refusal(new Bounds(0, 2, List.of("contoso.test"), ""), revoke))
                .isPresent();
    }

    private static Optional<Refused> refusal(Bounds bounds, Action action) {
        return new BoundsCheck(bounds, key -> key).refusal(action);
    }

    private static Bounds bounds(String account) {
        return new Bounds(0, 2, List.of("contoso.test"), "", List.of(account));
    }

    private static Action grant(String target) {
        return new GrantRights("contoso.test", target, CONNECTOR, "MSOL_1", ENTRIES, "0".repeat(64));
    }
}
