package writeback.relay.entraconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.relay.entraconnect.CmdletJson.UnknownShapeException;

/** Which containers the AD connectors import. */
class SyncedContainersTest {

    @Test
    void thoseOfEverySelectedDomainAreTaken() throws UnknownShapeException {
        assertThat(read("[" + domain("[\"OU=A\\\\, B,DC=x,DC=test\"]", "[]") + ","
                        + domain("[\"DC=x,DC=test\"]", "[\"OU=Domain Controllers,DC=x,DC=test\"]") + "]"))
                .containsExactly("OU=A\\, B,DC=x,DC=test", "DC=x,DC=test");
    }

    @Test
    void aContainerLeftOutBelowAnIncludedOneIsNotSaidByAList() {
        assertThatThrownBy(() -> read(domain("[\"DC=x,DC=test\"]", "[\"OU=Sales,DC=x,DC=test\"]")))
                .isInstanceOf(UnknownShapeException.class)
                .hasMessageContaining("OU=Sales,DC=x,DC=test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"nowhere\"] | []",
                "null | []",
                "\"OU=A\" | []",
                "[1] | []",
                "[] | {}",
            })
    void anyOtherShapeIsNotBelieved(String included, String excluded) {
        assertThatThrownBy(() -> read(domain(included, excluded))).isInstanceOf(UnknownShapeException.class);
    }

    @Test
    void withoutADomainThereIsNothingToBelieve() {
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("no selected partition");
        assertThatThrownBy(() -> read("{\"DN\":\"default\"}")).hasMessageContaining("no selected partition");
    }

    private static String domain(String included, String excluded) {
        return "{\"DN\":\"DC=x,DC=test\",\"Selected\":true,\"ConnectorPartitionScope\":{\"ContainerInclusionList\":"
                + included + ",\"ContainerExclusionList\":" + excluded + "}}";
    }

    private static List<String> read(String json) throws UnknownShapeException {
        return SyncedContainers.read(CmdletJson.objects(json));
    }
}
