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

    private final Leases leases;
    private final PolledRelays relays;
    private final RegisteredAgents agents;
    private final CommandKeys commandKeys;
    private final JournalHeads heads;
    private final ResponseEntity<String> nothing;
    private final Set<Waiting> waiting = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean open;

    PollDesk(
            Leases leases,
            PolledRelays relays,
            RegisteredAgents agents,
            CommandKeys commandKeys,
            JournalHeads heads,
            Pulse pulse,
            Clock clock) {
        this.leases = leases;
        this.relays = relays;
        this.agents = agents;
        this.commandKeys = commandKeys;
        this.heads = heads;
        this.nothing = answer(List.of());
        pulse.add(new Housekeeping(clock, TRUST_HOLDS, this::endRemoved));
        pulse.add(this::look);
    }

    /**
     * Ends what this agent still seems to wait for: an agent has one poll at a time, and its former one was cut off on the
     * way, or is a killed life's. What were handed over there would be lost for as long as its lease lasts.
     */
    void endFormer(String agent) {
        List.copyOf(waiting).stream()
                .filter(each -> each.asking().agent().equals(agent))
                .forEach(each -> each.result().setResult(nothing));
    }

    /** What is there now, or else what comes within the time, or nothing. */
    DeferredResult<ResponseEntity<String>> take(Asking asking, Duration wait) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(wait.toMillis(), nothing);
        if (wait.isZero()) {
            result.setResult(answer(sealed(asking, leases.claim(asking))));
            return result;
        }
        Waiting one = new Waiting(asking, result);
        result.onCompletion(() -> waiting.remove(one));
        // before the first look: what is ordered after it must find this poll, or it lies there until the next pulse
        waiting.add(one);
        try {
            hand(one);
        } catch (RuntimeException e) {
            // the pulse may have given it something meanwhile, which then counts
            result.setErrorResult(e);
        }
        if (!open) {
            result.setResult(nothing);
        }
        return result;
    }

    /** How many polls wait. */
    int waiting() {
        return waiting.size();
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
        Set<Leases.Wanted> wanted = leases.wanted();
        if (wanted.isEmpty()) {
            return;
        }
        endRemoved();
        for (Waiting each : List.copyOf(waiting)) {
            if (wanted.stream().anyMatch(each.asking()::isFor)) {
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
        if (!relays.isNewest(one.asking().agent(), one.asking().poll())) {
            one.result().setResult(nothing);
            return;
        }
        hand(one);
    }

    /** Both who brings a poll and the pulse may do this at once: what the slower one took is free again. */
    private void hand(Waiting one) {
        List<Command> commands = leases.claim(one.asking());
        if (!commands.isEmpty() && !one.result().setResult(answer(sealed(one.asking(), commands)))) {
            commands.forEach(leases::release);
        }
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
     * @param poll this very poll
     * @param capabilities those that the agent offers and is registered for
     * @param operations those that it knows
     * @param take how many commands at most
     */
    record Asking(
            String agent,
            String instance,
            String poll,
            Collection<String> capabilities,
            Collection<String> operations,
            int take) {

        private boolean isFor(Leases.Wanted wanted) {
            return capabilities.contains(wanted.capability())
                    && operations.contains(wanted.operation())
                    && (wanted.startedBy().isEmpty() || wanted.startedBy().get().equals(agent));
        }
    }

    private record Waiting(Asking asking, DeferredResult<ResponseEntity<String>> result) {}
}
