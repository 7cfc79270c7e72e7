package writeback.bot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {
    private final Trust microsoftOnly = new Trust(List.of(), null);
    private final Trust lab = new Trust(List.of("LOCALHOST", "lab.example"), null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/t",
                "https://graph.microsoft.com/v1.0",
                "https://LOGIN.microsoftonline.us/t"
            })
    void microsoftsCloudsNeedNoWord(String address) {
        assertThat(microsoftOnly.allows(URI.create(address))).isTrue();
        assertThat(microsoftOnly.practice()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://graph.microsoft.com/v1.0",
                "https://graph.microsoft.com.example/v1.0",
                "https://graph.microsoft.com@example/v1.0",
                "https://localhost:4401/t",
                "https:opaque"
            })
    void everythingElseIsRefusedWithTheKeysName(String address) {
        assertThatThrownBy(() -> microsoftOnly.check("writeback.entra.graph-url", URI.create(address)))
                .isInstanceOf(UntrustedAddressException.class)
                .hasMessageContaining("writeback.entra.graph-url")
                .hasMessageContaining("writeback.trust.additional-hosts");
    }

    @Test
    void aNamedHostIsAllowedAndMakesItAPractice() {
        assertThat(lab.practice()).isTrue();
        assertThat(lab.allows(URI.create("https://localhost:4401/t"))).isTrue();
        assertThat(lab.allows(URI.create("http://localhost:4403"))).isTrue();
        assertThat(lab.allows(URI.create("http://lab.example"))).isFalse();
    }

    @Test
    void aCaFileWithoutCertificatesStopsTheStart(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "");

        assertThatThrownBy(() -> TrustedTls.of(new Trust(List.of(), empty)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ca-file");
    }

    @Test
    void aKeyFileThatIsNoKeyIsNamedWithoutItsContent(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "c2hvcnQ=");

        assertThatThrownBy(() -> Vault.load(file))
                .hasMessageContaining("cache-key-file")
                .hasMessageNotContainingAny("c2hvcnQ=", "short");
    }
}
