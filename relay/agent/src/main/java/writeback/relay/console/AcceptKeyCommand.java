package writeback.relay.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.Outline;

/** {@code accept-key}: a person takes the bot's next command key. A running relay needs no restart for it. */
public final class AcceptKeyCommand implements ConsoleCommand {

    @Override
    public String word() {
        return "accept-key";
    }

    @Override
    public String arguments() {
        return "[relay.yaml]";
    }

    @Override
    public String summary() {
        return "takes the key with which the bot is going to command, after you have compared it";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        if (arguments.size() > 1) {
            terminal.complain("usage: writeback-relay accept-key [relay.yaml]");
            return WRONG;
        }
        try {
            Outline outline = Outline.of(Path.of(arguments.isEmpty() ? "relay.yaml" : arguments.get(0)));
            return accept(BotKeys.of(outline.commandKeyFile()), terminal);
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            return WRONG;
        } catch (IllegalArgumentException e) {
            terminal.complain("bot.command-key-file: " + e.getMessage());
            return WRONG;
        } catch (IOException e) {
            terminal.complain("This machine is in the way: " + e.getMessage());
            return MACHINE;
        }
    }

    private static int accept(BotKeys keys, Terminal terminal) throws IOException {
        Optional<VerifyingKey> announced = keys.announcement();
        if (announced.isEmpty()) {
            terminal.complain("The bot has not announced another key to this relay.");
            return REFUSED;
        }
        VerifyingKey next = announced.get();
        if (keys.accepted().filter(next::equals).isPresent()) {
            terminal.say("This key is accepted already: " + next.fingerprint());
            return DONE;
        }
        terminal.say("Present key of the bot: " + keys.present().fingerprint());
        terminal.say("Its next key:           " + next.fingerprint());
        terminal.say("Ask those who run the bot for the fingerprint of its next key, and compare every group.");
        Optional<String> answer = terminal.ask("Are they the same? Type yes to accept the next key:");
        if (answer.filter(word -> "yes".equalsIgnoreCase(word.strip())).isEmpty()) {
            terminal.complain("Not accepted: the present key stays the only one.");
            return REFUSED;
        }
        keys.accept(next);
        terminal.say("Accepted. Both keys may command until the bot first uses the next one; then only that one may.");
        return DONE;
    }
}
