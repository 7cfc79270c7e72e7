package writeback.bot.premises;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.PollAnswer;

/**
 * Hands commands to the agents that wait for them. A waiting poll holds a connection and no thread.
 *
 * <p>It stops before the web server does, so that nobody waits for the waiting.
 */
final class PollDesk implements SmartLifecycle {

    /** Another bot may have removed a relay that waits here. */
    private static final Duration TRUST_HOLDS = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final RegisteredAgents agents;
    private final CommandKeys commandKeys;
    private final JournalHeads heads;
    private final ResponseEntity<String> nothing;
    private final Set<Waiting> waiting = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean open;

    PollDesk(
            Outbox outbox,
            RegisteredAgents agents,
            CommandKeys commandKeys,
            JournalHeads heads,
            Pulse pulse,
            Clock clock) {
        this.outbox = outbox;
        this.agents = agents;
        this.commandKeys = commandKeys;
        this.heads = heads;
        this.nothing = answer(List.of());
        pulse.add(new Housekeeping(clock, TRUST_HOLDS, this::endRemoved));
        pulse.add(this::look);
    }

    /**
     * Ends what an earlier life of this agent still seems to wait for: a killed agent leaves its connection open, and what
     * were handed over there would be lost for as long as its lease lasts.
     */
    void endFormerLives(String agent, String instance) {
        List.copyOf(waiting).stream()
                .filter(each -> each.asking().agent().equals(agent)
                        && !each.asking().instance().equals(instance))
                .forEach(each -> each.result().setResult(nothing));
    }

    /** What is there now, or else what comes within the time, or nothing. */
    DeferredResult<ResponseEntity<String>> take(Asking asking, Duration wait) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(wait.toMillis(), nothing);
        List<Command> commands = claim(asking);
        if (!commands.isEmpty() || wait.isZero()) {
            result.setResult(answer(sealed(asking, commands)));
            return result;
        }
        Waiting one = new Waiting(asking, result);
        result.onCompletion(() -> waiting.remove(one));
        waiting.add(one);
        if (!open) {
            result.setResult(nothing);
        }
        return result;
    }

    @Override
    public void start() {
        open = true;
    }

    @Override
    public void stop() {
        open = false;
        List.copyOf(waiting).forEach(each -> each.result().setResult(nothing));
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    private void look() {
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> wanted = outbox.wanted();
        if (wanted.isEmpty()) {
            return;
        }
        endRemoved();
        for (Waiting each : List.copyOf(waiting)) {
            if (each.asking().capabilities().stream().anyMatch(wanted::contains)) {
                serve(each);
            }
        }
    }

    /** Whoever is not trusted any more waits for nothing. */
    void endRemoved() {
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> trusted = agents.trusted();
        List.copyOf(waiting).stream()
                .filter(each -> !trusted.contains(each.asking().agent()))
                .forEach(each -> {
                    waiting.remove(each);
                    each.result().setResult(Refusals.removed());
                });
    }

    private void serve(Waiting one) {
        List<Command> commands = claim(one.asking());
        if (!commands.isEmpty() && !one.result().setResult(answer(sealed(one.asking(), commands)))) {
            commands.forEach(outbox::release);
        }
    }

    private List<Command> claim(Asking asking) {
        return outbox.claim(asking.agent(), asking.instance(), asking.capabilities(), asking.take());
    }

    private List<String> sealed(Asking asking, List<Command> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        Heads cited = heads.citedTo(asking.agent());
        return commands.stream()
                .map(command -> CommandEnvelope.seal(command, asking.agent(), cited, commandKeys.forCommands()))
                .toList();
    }

    private ResponseEntity<String> answer(List<String> commands) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ProtocolJson.write(new PollAnswer(commands, commandKeys.announcement())));
    }

    /**
     * Who asks for what.
     *
     * @param capabilities those that the agent offers and is registered for
     * @param take how many commands at most
     */
    record Asking(String agent, String instance, Collection<String> capabilities, int take) {}

    /** Compared by identity of the result: an agent may wait twice. */
    private record Waiting(Asking asking, DeferredResult<ResponseEntity<String>> result) {}
}
