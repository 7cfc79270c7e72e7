package writeback.relay.grouppolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpLinkTest {

    private static final String DEFAULT = "31b2f340-016d-11d2-945f-00c04fb984f9";
    private static final String OTHER = "6AC1786C-016F-11D2-945F-00C04FB984F9";

    @Test
    void theLastEntryIsLinkOrderOne() throws MalformedPolicyException {
        GpLink link = GpLink.parse(entry("LDAP", OTHER, 2) + entry("ldap", DEFAULT, 0));

        assertThat(link.entries())
                .extracting(GpLink.Entry::id)
                .containsExactly(UUID.fromString(DEFAULT), UUID.fromString(OTHER));
        assertThat(link.entries().get(0).enforced()).isFalse();
        assertThat(link.entries().get(1).enforced()).isTrue();
        assertThat(link.entries().get(0).distinguishedName())
                .isEqualTo("CN={" + DEFAULT + "},CN=Policies,CN=System,DC=contoso,DC=test");
    }

    @Test
    void aDisabledLinkIsNotEnforced() throws MalformedPolicyException {
        GpLink.Entry entry = GpLink.parse(entry("LDAP", OTHER, 3)).entries().get(0);

        assertThat(entry.enabled()).isFalse();
        assertThat(entry.enforced()).isFalse();
    }

    @Test
    void aBlankValueHasNoLinks() throws MalformedPolicyException {
        assertThat(GpLink.parse(" ").entries()).isEmpty();
        assertThat(GpLink.parse("").entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[LDAP://CN=no guid,DC=contoso,DC=test;0]",
                "[LDAP://CN={31b2f340-016d-11d2-945f-00c04fb984f9};]",
                "[LDAP://CN={31b2f340-016d-11d2-945f-00c04fb984f9};-1]",
                "[LDAP://CN={31b2f340-016d-11d2-945f-00c04fb984f9};0",
                "[LDAP://CN={31b2f340-016d-11d2-945f-00c04fb984f9};0] [LDAP://CN={31b2f340-016d-11d2-945f-00c04fb984f9};0]",
                "[LDAP://not a name;0]",
                "[;0]"
            })
    void whatIsNotWhollyLinksIsMalformed(String value) {
        assertThatThrownBy(() -> GpLink.parse(value)).isInstanceOf(MalformedPolicyException.class);
    }

    private static String entry(String scheme, String id, int options) {
        return "[" + scheme + "://CN={" + id + "},CN=Policies,CN=System,DC=contoso,DC=test;" + options + "]";
    }
}
