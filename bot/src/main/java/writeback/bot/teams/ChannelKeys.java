package writeback.bot.teams;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.WholeAnswer;

/**
 * The channel's published signing keys. Read again after a day, and at once for an unknown key id, though not more than
 * once a minute: a stranger's tokens must not make us hammer the channel. Safe for many threads.
 */
class ChannelKeys {

    private static final Duration FRESH = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ChannelKeys.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI metadata;
    private final HttpClient http;
    private final Clock clock;
    private volatile Known known = new Known(Map.of(), Instant.EPOCH);
    private Instant triedAt = Instant.EPOCH;

    ChannelKeys(URI metadata, HttpClient http, Clock clock) {
        this.metadata = metadata;
        this.http = http;
        this.clock = clock;
    }

    private record Known(Map<String, ChannelKey> keys, Instant readAt) {
        boolean stale(Instant now) {
            return readAt.plus(FRESH).isBefore(now);
        }
    }

    /** @param endorsements the channels for which this key may sign */
    record ChannelKey(RSAKey key, Set<String> endorsements) {}

    /**
     * The key of this id.
     *
     * @throws KeysUnavailableException when the channel's keys cannot be read and none are known that still hold
     */
    Optional<ChannelKey> find(String keyId) {
        Known now = known;
        if (now.stale(clock.instant()) || !now.keys().containsKey(keyId)) {
            readAgain(keyId);
        }
        return Optional.ofNullable(known.keys().get(keyId));
    }

    /** A slow answer holds up those alone who need it. */
    private synchronized void readAgain(String keyId) {
        Instant now = clock.instant();
        if (!known.stale(now) && known.keys().containsKey(keyId)) {
            return;
        }
        boolean none = known.keys().isEmpty();
        if (triedAt.plus(none ? PAUSE_WITHOUT_KEYS : PAUSE).isAfter(now)) {
            if (none) {
                throw new KeysUnavailableException("the channel's signing keys could not be read a moment ago", null);
            }
            return;
        }
        try {
            known = new Known(read(), now);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            if (none) {
                throw new KeysUnavailableException("the channel's signing keys cannot be read from " + metadata, e);
            }
            LOG.warn("The channel's signing keys cannot be read from {}; those known hold on.", metadata, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("interrupted while reading the channel's signing keys", e);
        } finally {
            triedAt = clock.instant();
        }
    }

    private Map<String, ChannelKey> read() throws IOException, InterruptedException {
        URI keySet = URI.create(get(metadata).required("jwks_uri").stringValue());
        Map<String, ChannelKey> found = new HashMap<>();
        for (JsonNode node : get(keySet).required("keys")) {
            // The library drops "endorsements", so they are read beside it.
            if (parse(node) instanceof RSAKey rsa && rsa.getKeyID() != null) {
                Set<String> endorsements = new HashSet<>();
                node.path("endorsements").forEach(channel -> endorsements.add(channel.asString("")));
                found.put(rsa.getKeyID(), new ChannelKey(rsa, Set.copyOf(endorsements)));
            }
        }
        if (found.isEmpty()) {
            throw new IOException(keySet + " holds no key that we can use");
        }
        return Map.copyOf(found);
    }

    /** A key of a kind that we do not know must not hide the others. */
    private static @Nullable JWK parse(JsonNode node) {
        try {
            return JWK.parse(node.toString());
        } catch (ParseException e) {
            return null;
        }
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response =
                WholeAnswer.of(http, HttpRequest.newBuilder(uri).build(), TIMEOUT);
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }

    /** The channel cannot be asked for its keys, so nobody's token can be checked. */
    static final class KeysUnavailableException extends RuntimeException {
        KeysUnavailableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
