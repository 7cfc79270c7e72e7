package writeback.relay.attended;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import writeback.relay.attended.AttendedChanges.Begun;
import writeback.relay.attended.AttendedChanges.Waiting;
import writeback.relay.protocol.message.Outcome;

/** One console's connection, from its first question to its end. Closing it lets go of what it had in hand. */
final class ConsoleSession implements AutoCloseable {

    /** For reading a plan and typing a password. */
    private static final Duration NEXT_QUESTION_WITHIN = Duration.ofMinutes(10);

    private final Line line;
    private final SocketChannel channel;
    private final AttendedChanges changes;
    private final Map<String, String> inHand;
    private @Nullable String mine;
    private String operator = "";

    /** @param inHand who has which command before them, of all consoles */
    ConsoleSession(Line line, SocketChannel channel, AttendedChanges changes, Map<String, String> inHand) {
        this.line = line;
        this.channel = channel;
        this.changes = changes;
        this.inHand = inHand;
    }

    /** @throws IOException when the console has gone, which is how every session ends */
    void run() throws IOException, InterruptedException {
        while (true) {
            Ask ask = line.receive(Ask.class, NEXT_QUESTION_WITHIN);
            switch (ask.kind()) {
                case LIST -> line.send(Told.list(items()));
                case SHOW -> line.send(show(ask));
                case START -> start(ask);
                case DONE -> line.send(Told.no("not-started", "nothing was started on this connection"));
            }
        }
    }

    @Override
    public void close() {
        if (mine != null) {
            inHand.remove(mine, operator);
        }
    }

    private List<Told.Item> items() {
        return changes.waiting().stream()
                .map(each -> new Told.Item(each.command(), each.change(), each.operation(), each.expiresAt()))
                .toList();
    }

    private Told show(Ask ask) {
        Optional<Waiting> found = changes.waiting().stream()
                .filter(each -> each.command().equals(ask.command()))
                .findFirst();
        if (found.isEmpty()) {
            return Told.no("not-waiting", "this change does not wait any more");
        }
        String who = Peer.name(channel, Objects.requireNonNullElse(ask.user(), ""));
        String other = inHand.putIfAbsent(found.get().command(), who);
        if (other != null) {
            return Told.no("in-hand", other + " has this change open at another console");
        }
        mine = found.get().command();
        operator = who;
        return Told.shown(found.get().envelope(), who);
    }

    private void start(Ask ask) throws IOException, InterruptedException {
        String command = ask.command();
        if (command == null || !command.equals(mine)) {
            line.send(Told.no("not-shown", "a change is started by the console that shows it"));
            return;
        }
        String account = Peer.clean(Objects.requireNonNullElse(ask.account(), ""));
        Begun begun = changes.begin(command, operator + ", signed in as " + account);
        if (begun instanceof Begun.No no) {
            line.send(Told.no(no.refusal()));
            return;
        }
        Begun.Yes hand = (Begun.Yes) begun;
        try {
            line.send(Told.begun(hand.writesBefore()));
            hand.said().complete(outcome(line.receive(Ask.class, NEXT_QUESTION_WITHIN), command));
        } finally {
            // Whatever ended this without an outcome: the change is in doubt.
            hand.said().completeExceptionally(new IOException("the connection ended before the outcome came"));
        }
        try {
            hand.recorded().join();
            line.send(Told.taken());
        } catch (CompletionException | CancellationException e) {
            line.send(Told.no("not-recorded", "the outcome is not in the journal"));
        }
    }

    private static Outcome outcome(Ask ask, String command) {
        Outcome said = ask.outcome();
        boolean fits = ask.kind() == Ask.Kind.DONE
                && command.equals(ask.command())
                && said != null
                && !(said instanceof Outcome.Waiting);
        return fits ? said : new Outcome.InDoubt("the operator's console did not say how it ended");
    }
}
