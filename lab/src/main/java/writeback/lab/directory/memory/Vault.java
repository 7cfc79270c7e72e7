package writeback.lab.directory.memory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The passwords of the domain: current ones, history and how often each was written. Keys are normalised DNs. */
final class Vault {

    private final Map<String, Secret> secrets = new HashMap<>();
    private final UUID invocation;
    private long usn = 12_000;

    Vault(UUID invocation) {
        this.invocation = invocation;
    }

    private static final class Secret {
        @Nullable
        String current;

        final Deque<String> history = new ArrayDeque<>();
        final PropertyMetaData metaData = new PropertyMetaData();
    }

    synchronized boolean matches(String account, String password) {
        Secret secret = secrets.get(account);
        return secret != null && secret.current != null && secret.current.equals(password);
    }

    /** Whether that password is the current one or among the last ones that count. */
    synchronized boolean remembers(String account, String password, int historyLength) {
        Secret secret = secrets.get(account);
        return secret != null && secret.history.stream().limit(historyLength).anyMatch(password::equals);
    }

    synchronized void set(String account, String password, Instant at) {
        Secret secret = secrets.computeIfAbsent(account, key -> new Secret());
        if (secret.current == null) {
            secret.metaData.created(at, ++usn);
        }
        secret.current = password;
        secret.history.addFirst(password);
        secret.metaData.written(PropertyMetaData.UNICODE_PWD, at, ++usn);
    }

    /** The account's {@code replPropertyMetaData}; empty for what never had a password. */
    synchronized Optional<byte[]> metaData(String account) {
        return Optional.ofNullable(secrets.get(account)).map(secret -> secret.metaData.encode(invocation));
    }
}
