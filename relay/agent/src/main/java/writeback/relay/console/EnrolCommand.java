package writeback.relay.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import writeback.relay.enrolment.Enrolment;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.settings.BadSettingsException;
import writeback.relay.settings.Outline;
import writeback.relay.transport.BotHttp;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.LineSettings;

/** {@code enrol}: brings a new relay to the bot. Cut off, it is run again with the same code. */
public final class EnrolCommand implements ConsoleCommand {

    private final String version;
    private final Clock clock;

    /** @param version of the agent, for the bot */
    public EnrolCommand(String version, Clock clock) {
        this.version = version;
        this.clock = clock;
    }

    @Override
    public String word() {
        return "enrol";
    }

    @Override
    public String arguments() {
        return "--bot URL --code CODE";
    }

    @Override
    public String summary() {
        return "makes this relay known to the bot, with the code that \"add relay\" shows in the chat";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        EnrolWords words;
        Outline outline;
        try {
            words = EnrolWords.of(arguments);
            outline = Outline.of(words.settings());
        } catch (BadSettingsException e) {
            e.problems().forEach(terminal::complain);
            return WRONG;
        } catch (IllegalArgumentException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            terminal.complain("usage: writeback-relay enrol " + EnrolWords.USAGE);
            return WRONG;
        }
        if (Files.exists(outline.keyFile()) && !words.again()) {
            terminal.complain("This relay is enrolled already: there is " + outline.keyFile()
                    + ". To enrol it anew, under another id, add --again; the former one stays known to the bot until"
                    + " it is removed in the chat.");
            return REFUSED;
        }
        try {
            return enrol(words, outline, terminal);
        } catch (IOException e) {
            terminal.complain("This machine is in the way: " + e.getMessage());
            return MACHINE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MACHINE;
        }
    }

    private int enrol(EnrolWords words, Outline outline, Terminal terminal) throws IOException, InterruptedException {
        Path folder = words.settings().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        LineSettings usual = outline.line();
        LineSettings line = new LineSettings(words.caFile().orElse(usual.caFile()), usual.proxy(), usual.certificate());
        Enrolment enrolment = new Enrolment(
                new EnrolmentLink(BotHttp.of(line), words.bot(), clock),
                outline.keyFile(),
                outline.commandKeyFile(),
                clock);
        List<String> capabilities = capabilities(words, outline);
        Optional<String> name = words.name().or(outline::name);
        Enrolment.Result result =
                enrolment.enrol(words.code(), name.orElse(null), version, capabilities, outline.permissions());
        if (result instanceof Enrolment.Result.Taken taken) {
            settle(
                    words,
                    outline,
                    taken.enrolled(),
                    name.orElse(taken.enrolled().relay()),
                    capabilities,
                    terminal);
            enrolment.complete();
            terminal.say("This relay is enrolled as " + taken.enrolled().relay() + ". Its fingerprint:");
            terminal.say("  " + taken.key().fingerprint());
            terminal.say("An administrator is asked in the chat to confirm it: compare every group. Until then the bot"
                    + " gives this relay nothing to do.");
            return DONE;
        }
        return refused(result, terminal);
    }

    private static List<String> capabilities(EnrolWords words, Outline outline) {
        if (!words.capabilities().isEmpty()) {
            return words.capabilities();
        }
        return outline.capabilities().isEmpty() ? List.of("directory") : outline.capabilities();
    }

    /** The settings: a first file, or what to set in the one that is there. */
    private static void settle(
            EnrolWords words,
            Outline outline,
            Enrolled enrolled,
            String name,
            List<String> capabilities,
            Terminal terminal)
            throws IOException {
        Path file = words.settings();
        if (!Files.exists(file)) {
            Files.writeString(
                    file,
                    StarterYaml.of(words.bot(), words.caFile(), enrolled, name, capabilities),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW);
            terminal.say(file + " is made: it looks and changes nothing. Fill in its section directory, then"
                    + " run: writeback-relay check, and start it: writeback-relay run");
            return;
        }
        List<String> lines = SettingLines.missing(words.bot(), outline, enrolled, capabilities);
        if (lines.isEmpty()) {
            terminal.say(file + " is as it must be.");
        } else {
            terminal.say(file + " was not touched. Set in it, then start the relay again:");
            lines.forEach(line -> terminal.say("  " + line));
        }
    }

    private static int refused(Enrolment.Result result, Terminal terminal) {
        if (result instanceof Enrolment.Result.AnotherBot another) {
            terminal.complain("This is the code of another bot, or somebody else answers at that address: the key there"
                    + " has the fingerprint " + another.found().fingerprint() + ". Nothing was said to it.");
            return REFUSED;
        }
        if (result instanceof Enrolment.Result.Refused refused) {
            terminal.complain("The bot says no, " + refused.reason());
            return REFUSED;
        }
        terminal.complain("The bot cannot be reached: " + ((Enrolment.Result.Unreachable) result).reason()
                + ". Run the same line again.");
        return MACHINE;
    }
}
