package writeback.relay.grouppolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineExtensionNamesTest {

    private static final String REGISTRY =
            "[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{D02B1F72-3407-48AE-BA88-E8213C6761F1}]";
    private static final String SECURITY =
            "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}{803E14A0-B4FB-11D0-A0D0-00A0C90F574B}]";
    private static final String EFS = "[{B1BE8D72-6EAC-11D2-A4EA-00C04F79F83A}{53D6AB1B-2488-11D1-A28C-00C04FB94F17}]";

    @Test
    void theSecurityExtensionIsReachedInOrder() throws MalformedPolicyException {
        assertThat(reach(REGISTRY + SECURITY + EFS)).isTrue();
        assertThat(reach(SECURITY.toLowerCase(Locale.ROOT))).isTrue();
    }

    @Test
    void aGroupOutOfOrderBeforeItHidesIt() throws MalformedPolicyException {
        assertThat(reach(EFS + SECURITY)).isFalse();
        assertThat(reach(EFS + REGISTRY + SECURITY)).isFalse();
    }

    @Test
    void aGroupOutOfOrderAfterItDoesNot() throws MalformedPolicyException {
        assertThat(reach(SECURITY + REGISTRY)).isTrue();
    }

    @Test
    void withoutItNothingIsReached() throws MalformedPolicyException {
        assertThat(reach("")).isFalse();
        assertThat(reach(REGISTRY)).isFalse();
    }

    @Test
    void aToolWithTheSameGuidIsNoExtension() throws MalformedPolicyException {
        assertThat(reach("[{35378EAC-683F-11D2-A89A-00C04FBBCFA2}{827D319E-6EAC-11D2-A4EA-00C04F79F83A}]"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "[{827D319E}]",
                "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}",
                "[{827D319E-6EAC-11D2-A4EA-00C04F79F83A}]x"
            })
    void whatIsNotWhollyGroupsIsMalformed(String value) {
        assertThatThrownBy(() -> MachineExtensionNames.parse(value)).isInstanceOf(MalformedPolicyException.class);
    }

    private static boolean reach(String value) throws MalformedPolicyException {
        return MachineExtensionNames.parse(value).reachSecurity();
    }
}
