package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.bot.SettableClock;

class ChannelKeysTest {

    private final SettableClock clock = new SettableClock();
    private final ChannelIssuer channel = new ChannelIssuer(clock);
    private final ChannelKeys keys = new ChannelKeys(URI.create(channel.metadata()), HttpClient.newHttpClient(), clock);

    ChannelKeysTest() throws IOException {}

    @AfterEach
    void stop() {
        channel.close();
    }

    @Test
    void a_known_key_is_read_once_a_day() {
        keys.find("k1");
        clock.pass(Duration.ofHours(24));
        assertThat(keys.find("k1")).isPresent();
        assertThat(channel.keyReads()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(1));
        keys.find("k1");
        assertThat(channel.keyReads()).isEqualTo(2);
    }

    @Test
    void an_unknown_key_id_is_looked_up_at_once_and_then_not_more_than_once_a_minute() {
        keys.find("k1");
        clock.pass(Duration.ofMinutes(1));
        channel.publish(ChannelIssuer.key("k2"), "msteams");
        assertThat(keys.find("k2")).isPresent();
        assertThat(channel.keyReads()).isEqualTo(2);

        for (int strangers = 0; strangers < 20; strangers++) {
            assertThat(keys.find("stranger" + strangers)).isEmpty();
        }
        assertThat(channel.keyReads()).isEqualTo(2);

        clock.pass(Duration.ofMinutes(1));
        keys.find("stranger");
        assertThat(channel.keyReads()).isEqualTo(3);
    }

    @Test
    void known_keys_hold_on_while_the_channel_is_down() {
        keys.find("k1");
        channel.down();
        clock.pass(Duration.ofDays(2));

        assertThat(keys.find("k1")).isPresent();
    }

    @Test
    void without_any_key_a_dead_channel_is_not_asked_for_each_request() {
        channel.down();
        for (int requests = 0; requests < 10; requests++) {
            assertThatThrownBy(() -> keys.find("k1")).isInstanceOf(ChannelKeys.KeysUnavailableException.class);
        }
        assertThat(channel.http.asked()).hasSize(1);

        channel.up();
        clock.pass(Duration.ofSeconds(5));
        assertThat(keys.find("k1")).isPresent();
    }

    @Test
    void a_key_of_a_kind_that_we_do_not_know_hides_no_other() {
        channel.published.add(0, "{\"kty\":\"FUTURE\",\"kid\":\"f1\"}");

        assertThat(keys.find("k1")).isPresent();
        assertThat(keys.find("f1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "not json",
                "{\"jwks_uri\":7}",
                "{\"jwks_uri\":\"not a uri\"}",
                "{\"jwks_uri\":\"/relative\"}"
            })
    void metadata_that_makes_no_sense_means_that_nobody_can_be_checked(String metadata) {
        channel.http.answering = request -> new HttpStub.Answer(200, metadata, Map.of());

        assertThatThrownBy(() -> keys.find("k1")).isInstanceOf(ChannelKeys.KeysUnavailableException.class);
    }
}
