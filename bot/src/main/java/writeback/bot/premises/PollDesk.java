package writeback.bot.premises;

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
import writeback.relay.protocol.message.PollAnswer;

/**
 * Hands commands to the agents that wait for them. A waiting poll holds a connection and no thread.
 *
 * <p>It stops before the web server does, so that nobody waits for the waiting.
 */
final class PollDesk implements SmartLifecycle {

    private static final ResponseEntity<String> NOTHING = answer(new PollAnswer(List.of()));

    private final Outbox outbox;
    private final RegisteredAgents agents;
    private final Set<Waiting> waiting = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean open;

    PollDesk(Outbox outbox, RegisteredAgents agents, Pulse pulse) {
        this.outbox = outbox;
        this.agents = agents;
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
                .forEach(each -> each.result().setResult(NOTHING));
    }

    /** What is there now, or else what comes within the time, or nothing. */
    DeferredResult<ResponseEntity<String>> take(Asking asking, Duration wait) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(wait.toMillis(), NOTHING);
        List<Command> commands = claim(asking);
        if (!commands.isEmpty() || wait.isZero()) {
            result.setResult(answer(sealed(asking, commands)));
            return result;
        }
        Waiting one = new Waiting(asking, result);
        result.onCompletion(() -> waiting.remove(one));
        waiting.add(one);
        if (!open) {
            result.setResult(NOTHING);
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
        List.copyOf(waiting).forEach(each -> each.result().setResult(NOTHING));
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
        for (Waiting each : List.copyOf(waiting)) {
            if (each.asking().capabilities().stream().anyMatch(wanted::contains)) {
                serve(each);
            }
        }
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

    private PollAnswer sealed(Asking asking, List<Command> commands) {
        return new PollAnswer(commands.stream()
                .map(command -> CommandEnvelope.seal(command, asking.agent(), agents.commandKey()))
                .toList());
    }

    private static ResponseEntity<String> answer(PollAnswer answer) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ProtocolJson.write(answer));
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
