package writeback.bot.chat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import writeback.bot.identity.PersonId;
import writeback.bot.premises.Enrolments;
import writeback.bot.premises.Relay;
import writeback.bot.premises.Relays;

/** Stands for the premises: relays that a test moves about, in memory that outlives the bot. */
final class PracticeRelays implements Enrolments, Relays {

    static final String FINGERPRINT = "8Z4M K2QX 0TVB 7R1C H9WD 3NPE 5YJA SG6F W0XR 2C8K B7QT 4MVN 1HZ0";

    static final String NEXT_KEY = "1HZ0 4MVN B7QT 2C8K W0XR SG6F 5YJA 3NPE H9WD 7R1C 0TVB K2QX 8Z4M";

    private final Clock clock;
    private final List<Relay> all = new ArrayList<>();
    private final Map<String, PersonId> inviters = new HashMap<>();
    private final Map<String, String> arrivals = new HashMap<>();
    private final Map<String, PersonId> invitations = new HashMap<>();
    private Optional<String> announced = Optional.empty();

    PracticeRelays(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Invitation invite(PersonId by, String name) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        invitations.put(id, by);
        return new Invitation(
                id,
                id + ".SECRET-OF-" + id,
                URI.create("https://writeback.contoso.test"),
                clock.instant().plus(Duration.ofMinutes(15)));
    }

    /** A relay shows that code; the event is the test's to publish. */
    synchronized String arrive(String invitation, String name) {
        String id = "relay-" + (all.size() + 1);
        add(id, name, Relay.State.WAITING);
        inviters.put(id, invitations.get(invitation));
        arrivals.put(invitation, id);
        return id;
    }

    synchronized void add(String id, String name, Relay.State state) {
        all.add(new Relay(
                id,
                name,
                "main",
                state,
                FINGERPRINT,
                List.of("directory"),
                "1.0",
                null,
                false,
                null,
                Map.of("read-directory", "unattended", "grant-rights", "refused"),
                null,
                Relay.NextKey.NONE));
    }

    /** It polls now, or did when it was last heard of. */
    synchronized void polled(String id, boolean connected) {
        change(id, relay -> copy(relay, relay.state(), connected, connected ? null : relay.trouble(), relay.halt()));
    }

    synchronized void says(String id, @Nullable String trouble, @Nullable String halt) {
        change(id, relay -> copy(relay, relay.state(), true, trouble, halt));
    }

    /** The next command key is announced, and this is what a relay says of it. */
    synchronized void nextKey(String id, Relay.NextKey nextKey) {
        announced = Optional.of(NEXT_KEY);
        change(
                id,
                relay -> new Relay(
                        relay.id(),
                        relay.name(),
                        relay.premises(),
                        relay.state(),
                        relay.fingerprint(),
                        relay.capabilities(),
                        relay.version(),
                        relay.lastPoll(),
                        relay.connected(),
                        relay.trouble(),
                        relay.permissions(),
                        relay.halt(),
                        nextKey));
    }

    @Override
    public synchronized Optional<String> nextCommandKey() {
        return announced;
    }

    @Override
    public synchronized boolean confirm(String relay, String fingerprint, PersonId by) {
        return fingerprint.equals(FINGERPRINT) && move(relay, Relay.State.WAITING, Relay.State.TRUSTED);
    }

    @Override
    public synchronized boolean turnDown(String relay, PersonId by) {
        return move(relay, Relay.State.WAITING, Relay.State.REMOVED);
    }

    @Override
    public synchronized boolean remove(String relay, PersonId by) {
        return move(relay, Relay.State.WAITING, Relay.State.REMOVED)
                || move(relay, Relay.State.TRUSTED, Relay.State.REMOVED);
    }

    @Override
    public synchronized Optional<PersonId> invitedBy(String relay) {
        return Optional.ofNullable(inviters.get(relay));
    }

    @Override
    public synchronized Optional<String> arrivedWith(String invitation) {
        return Optional.ofNullable(arrivals.get(invitation));
    }

    @Override
    public synchronized List<Relay> list() {
        return List.copyOf(all);
    }

    @Override
    public synchronized boolean connected(String capability) {
        return all.stream()
                .anyMatch(relay -> relay.connected() && relay.capabilities().contains(capability));
    }

    private boolean move(String id, Relay.State from, Relay.State to) {
        if (all.stream().noneMatch(relay -> relay.id().equals(id) && relay.state() == from)) {
            return false;
        }
        change(
                id,
                relay ->
                        copy(relay, to, relay.connected() && to == Relay.State.TRUSTED, relay.trouble(), relay.halt()));
        return true;
    }

    private void change(String id, UnaryOperator<Relay> change) {
        all.replaceAll(relay -> relay.id().equals(id) ? change.apply(relay) : relay);
    }

    private Relay copy(
            Relay relay, Relay.State state, boolean connected, @Nullable String trouble, @Nullable String halt) {
        return new Relay(
                relay.id(),
                relay.name(),
                relay.premises(),
                state,
                relay.fingerprint(),
                relay.capabilities(),
                relay.version(),
                connected ? clock.instant() : relay.lastPoll(),
                connected,
                trouble,
                relay.permissions(),
                halt,
                relay.nextKey());
    }
}
