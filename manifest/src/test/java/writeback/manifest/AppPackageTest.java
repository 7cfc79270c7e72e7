package writeback.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The limits are those of the Microsoft 365 app manifest reference, the stricter ones where versions differ. */
class AppPackageTest {
    private static final String BOT = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final AppPackage PACKAGE = new AppPackage(BOT, "bot.contoso.com", "1.0.0");
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, byte[]> files = unzip(PACKAGE.zip());
    private final JsonNode manifest = JSON.readTree(files.get("manifest.json"));
    private final JsonNode french = JSON.readTree(files.get("fr.json"));

    @Test
    void theSameValuesGiveTheSameBytes() {
        assertThat(PACKAGE.zip()).isEqualTo(new AppPackage(BOT, "bot.contoso.com", "1.0.0").zip());
        assertThat(files.keySet()).containsExactlyElementsOf(AppPackage.FILES);
    }

    @Test
    void everyPlaceholderIsFilled() {
        assertThat(manifest.toString()).doesNotContain("@");
        assertThat(manifest.at("/id").asString()).isEqualTo(BOT);
        assertThat(manifest.at("/bots/0/botId").asString()).isEqualTo(BOT);
        assertThat(manifest.at("/validDomains/0").asString()).isEqualTo("bot.contoso.com");
        assertThat(manifest.at("/version").asString()).isEqualTo("1.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "/name/short, name.short, 30",
        "/name/full, name.full, 100",
        "/description/short, description.short, 80",
        "/description/full, description.full, 4000"
    })
    void namesAndDescriptionsKeepTheirLimitsInBothLanguages(String english, String key, int limit) {
        assertThat(manifest.at(english).asString()).isNotBlank().hasSizeLessThanOrEqualTo(limit);
        assertThat(french.path(key).asString()).isNotBlank().hasSizeLessThanOrEqualTo(limit);
    }

    @Test
    void requiredFieldsAreThere() {
        assertThat(manifest.propertyNames())
                .contains(
                        "$schema",
                        "manifestVersion",
                        "version",
                        "id",
                        "developer",
                        "name",
                        "description",
                        "icons",
                        "accentColor");
        assertThat(manifest.at("/$schema").asString())
                .contains("/v" + manifest.at("/manifestVersion").asString() + "/");
        assertThat(manifest.at("/developer").propertyNames())
                .containsExactlyInAnyOrder("name", "websiteUrl", "privacyUrl", "termsOfUseUrl");
        manifest.at("/developer").properties().stream()
                .filter(entry -> entry.getKey().endsWith("Url"))
                .forEach(entry -> assertThat(entry.getValue().asString()).startsWith("https://bot.contoso.com/"));
        assertThat(manifest.at("/accentColor").asString()).matches("#[0-9A-F]{6}");
    }

    @Test
    void commandsKeepTheirLimitsInBothLanguages() {
        JsonNode lists = manifest.at("/bots/0/commandLists");
        assertThat(lists.size()).isBetween(1, 3);
        JsonNode commands = lists.path(0).path("commands");
        assertThat(commands.size()).isBetween(1, 10);
        for (int i = 0; i < commands.size(); i++) {
            String key = "bots[0].commandLists[0].commands[" + i + "]";
            assertThat(commands.path(i).path("title").asString()).isNotBlank().hasSizeLessThanOrEqualTo(32);
            assertThat(commands.path(i).path("description").asString())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(128);
            assertThat(french.path(key + ".title").asString()).isNotBlank().hasSizeLessThanOrEqualTo(32);
            assertThat(french.path(key + ".description").asString())
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(128);
        }
        assertThat(french.size()).isEqualTo(1 + 4 + 2 * commands.size());
    }

    @Test
    void theIconsAreAsTeamsWantsThem() throws IOException {
        BufferedImage color = ImageIO.read(new ByteArrayInputStream(files.get("color.png")));
        assertThat(color.getWidth()).isEqualTo(192);
        assertThat(color.getHeight()).isEqualTo(192);
        BufferedImage outline = ImageIO.read(new ByteArrayInputStream(files.get("outline.png")));
        assertThat(outline.getWidth()).isEqualTo(32);
        assertThat(outline.getHeight()).isEqualTo(32);
        int[] pixels = outline.getRGB(0, 0, 32, 32, null, 0, 32);
        assertThat(IntStream.of(pixels).map(pixel -> pixel >>> 24).boxed()).contains(0, 255);
        assertThat(IntStream.of(pixels).filter(pixel -> pixel >>> 24 != 0).map(pixel -> pixel & 0xffffff))
                .containsOnly(0xffffff);
    }

    @ParameterizedTest
    @CsvSource({
        "not-a-guid, bot.contoso.com, 1.0.0",
        "0f8fad5b-d9cb-469f-a165-70867728950e, https://bot.contoso.com, 1.0.0",
        "0f8fad5b-d9cb-469f-a165-70867728950e, bot.contoso.com:8443, 1.0.0",
        "0f8fad5b-d9cb-469f-a165-70867728950e, 'bot.contoso.com\",\"evil.test', 1.0.0",
        "0f8fad5b-d9cb-469f-a165-70867728950e, localhost, 1.0.0",
        "0f8fad5b-d9cb-469f-a165-70867728950e, bot.contoso.com, 1.0",
        "0f8fad5b-d9cb-469f-a165-70867728950e, bot.contoso.com, 01.0.0"
    })
    void wrongValuesAreRefused(String botId, String host, String version) {
        assertThatThrownBy(() -> new AppPackage(botId, host, version)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, byte[]> unzip(byte[] bytes) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return files;
    }
}
