package writeback.relay;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.attended.AgentLine;
import writeback.relay.attended.Backups;
import writeback.relay.attended.PlanText;
import writeback.relay.attended.ResultText;
import writeback.relay.attended.Told;
import writeback.relay.console.ConsoleCommand;
import writeback.relay.console.Terminal;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.guard.CommandCheck;
import writeback.relay.guard.CommandCheck.Inspection;
import writeback.relay.operation.Operation;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.CommandKeys;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.OperatorSettings;
import writeback.relay.settings.RelayYaml;

/**
 * {@code carry-out}: an attended change, in the session and with the rights of the person at the console. The plan shown is
 * the one that this process has verified itself, and until {@code yes} nothing has happened.
 */
final class CarryOutCommand implements ConsoleCommand {

    private static final String YES = "yes";

    private final Clock clock;

    CarryOutCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String word() {
        return "carry-out";
    }

    @Override
    public String arguments() {
        return "[CHANGE] [relay.yaml]";
    }

    @Override
    public String summary() {
        return "carries out an approved change with your rights; without CHANGE: lists what waits";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        SettingsFile file = SettingsFile.after(arguments);
        if (file.words().size() > 1) {
            terminal.complain("usage: writeback-relay carry-out [CHANGE] [relay.yaml]");
            return WRONG;
        }
        try {
            OperatorSettings settings = RelayYaml.loadForOperator(file.path());
            try (AgentLine agent = AgentLine.connect(settings.dataFolder())) {
                return file.words().isEmpty()
                        ? list(agent, terminal)
                        : find(file.words().get(0), agent, settings, terminal);
            }
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            return WRONG;
        } catch (IOException e) {
            terminal.complain("The relay cannot be spoken to: " + e.getMessage());
            return MACHINE;
        }
    }

    private static int list(AgentLine agent, Terminal terminal) throws IOException {
        List<Told.Item> waiting = agent.list();
        if (waiting.isEmpty()) {
            terminal.say("No change waits.");
        }
        waiting.forEach(each ->
                terminal.say(PlanText.safe(each.change() + "  " + each.operation() + "  until " + each.expiresAt())));
        return DONE;
    }

    private int find(String change, AgentLine agent, OperatorSettings settings, Terminal terminal) throws IOException {
        List<Told.Item> found = agent.list().stream()
                .filter(each -> each.change().startsWith(change))
                .toList();
        if (found.size() != 1) {
            terminal.complain(
                    found.isEmpty()
                            ? "No change waits that is called " + change + "; these wait:"
                            : "Several changes begin with " + change + ":");
            list(agent, terminal);
            return REFUSED;
        }
        String command = found.get(0).command();
        Told told = agent.show(command, System.getProperty("user.name"));
        String envelope = told.envelope();
        if (envelope == null) {
            return refused(told.refusal(), terminal);
        }
        return new Attempt(command, String.valueOf(told.operator()), agent, settings, terminal).inspect(envelope);
    }

    private static int refused(Outcome.@Nullable Refused why, Terminal terminal) {
        terminal.complain(
                why == null
                        ? "The relay says no and not why; its log knows more."
                        : PlanText.safe("Nothing has happened: " + why.code() + ". " + why.detail() + " "
                                        + why.setting())
                                .strip());
        return REFUSED;
    }

    /** One change in this console's hands. */
    private final class Attempt {

        private final String command;
        private final String operator;
        private final AgentLine agent;
        private final OperatorSettings settings;
        private final Terminal terminal;

        private Attempt(
                String command, String operator, AgentLine agent, OperatorSettings settings, Terminal terminal) {
            this.command = command;
            this.operator = operator;
            this.agent = agent;
            this.settings = settings;
            this.terminal = terminal;
        }

        private int inspect(String envelope) throws IOException {
            Operations known = Operations.of(
                    settings.directories(), Optional.empty(), settings.limits().bounds(), settings.dataFolder());
            KeysToShow keys = new KeysToShow(new BotKeys(settings.commandKeyFile(), settings.commandKey()));
            Inspection inspection =
                    new CommandCheck(settings.identity(), keys, known, settings.limits(), clock).inspect(envelope);
            if (inspection instanceof Inspection.No no) {
                return refused(no.refusal(), terminal);
            }
            Inspection.Fit fit = (Inspection.Fit) inspection;
            PlannedChange planned = fit.command().change();
            Optional<DirectorySettings> domain = settings.directories().stream()
                    .filter(each ->
                            each.domain().equalsIgnoreCase(fit.change().action().domain()))
                    .findFirst();
            if (planned == null || domain.isEmpty()) {
                terminal.complain(
                        "relay.yaml has no section for " + fit.change().action().domain());
                return WRONG;
            }
            terminal.say("Verified with the bot's command key " + keys.used() + ", for relay " + settings.name() + ":");
            PlanText.of(fit.change(), planned).forEach(terminal::say);
            terminal.say("You are recorded as " + operator + ".");
            Optional<String> objection = Backups.objection(settings.dataFolder());
            if (objection.isPresent()) {
                terminal.complain("Nothing has happened: " + objection.get());
                return MACHINE;
            }
            try (OperatorSignIn signIn = OperatorSignIn.ask(domain.get(), terminal)) {
                Account account = signIn.account();
                return account == null ? nothing() : confirm(fit, domain.get(), account);
            }
        }

        private int confirm(Inspection.Fit fit, DirectorySettings domain, Account account) throws IOException {
            try {
                new Directory(domain).openForChange(account).close();
            } catch (DirectoryTrouble e) {
                terminal.complain("Nothing has happened: " + PlanText.safe(String.valueOf(e.getMessage())));
                return MACHINE;
            }
            terminal.say("It will run as " + PlanText.safe(account.name()) + ", now, and cannot be stopped half way.");
            Optional<String> answer = terminal.ask("Carry it out? Type " + YES + ":");
            if (answer.isEmpty() || !YES.equals(answer.get().strip())) {
                return nothing();
            }
            Operation operation = Assembly.operator(
                            domain, account, settings.limits().bounds(), settings.dataFolder())
                    .find(fit.operation().name())
                    .orElseThrow(() -> new IllegalStateException("the same operations whoever carries them out"));
            Told told = agent.start(command, account.name());
            if (told.refusal() != null) {
                return refused(told.refusal(), terminal);
            }
            // An agent that names no time is an older one, which would not wait for a late console: nothing is written.
            return carryOut(operation, fit, Objects.requireNonNullElseGet(told.writesBefore(), clock::instant));
        }

        private int carryOut(Operation operation, Inspection.Fit fit, Instant writesBefore) {
            terminal.say("Started. Do not close this window.");
            Outcome outcome;
            try {
                outcome = operation.run(
                        new OperationContext(fit.command().arguments(), fit.change(), clock, settings.dataFolder())
                                .before(writesBefore));
            } catch (RuntimeException e) {
                outcome = new Outcome.InDoubt(
                        "fault in the console: " + e.getClass().getSimpleName());
            }
            tell(outcome);
            try {
                Told taken = agent.done(command, outcome);
                if (taken.refusal() != null) {
                    terminal.complain(
                            PlanText.safe("The relay: " + taken.refusal().detail()));
                }
            } catch (IOException e) {
                terminal.complain("The relay does not take the outcome (" + e.getMessage()
                        + "). It looks for itself what became of the change.");
                return MACHINE;
            }
            return outcome instanceof Outcome.Done ? DONE : outcome instanceof Outcome.Refused ? REFUSED : MACHINE;
        }

        private void tell(Outcome outcome) {
            if (outcome instanceof Outcome.Done done) {
                terminal.say("Done:");
                ResultText.of(done.result()).forEach(terminal::say);
            } else {
                terminal.say(PlanText.safe(notDone(outcome)));
            }
        }

        private int nothing() {
            terminal.say("Nothing has happened. The change goes on waiting.");
            return REFUSED;
        }
    }

    /** The same keys as the agent's, which alone notes when the bot begins to use the next one. */
    private static final class KeysToShow implements CommandKeys {

        private final BotKeys keys;
        private String used = "";

        private KeysToShow(BotKeys keys) {
            this.keys = keys;
        }

        @Override
        public Optional<VerifyingKey> withThumbprint(String thumbprint) {
            return keys.withThumbprint(thumbprint);
        }

        @Override
        public void commanded(VerifyingKey key) {
            used = key.fingerprint();
        }

        private String used() {
            return used;
        }
    }

    private static String notDone(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return "Refused, nothing has changed: " + refused.code() + ". " + refused.detail() + " "
                    + refused.setting();
        }
        return outcome instanceof Outcome.Failed failed
                ? "Failed, nothing has changed: " + failed.code() + ". " + failed.detail()
                : "In doubt: " + ((Outcome.InDoubt) outcome).detail();
    }
}
