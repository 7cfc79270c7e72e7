package writeback.relay.enrolment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.EnrolmentCode;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.EnrolmentRequest;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.Exchange;

/**
 * Brings a key of one's own to the bot. The key is on the disk before the bot hears of it, and gets its name last: whatever
 * is cut off before is run again with the same code, and the bot gives the same answer again.
 */
public final class Enrolment {

    private final EnrolmentLink link;
    private final Path keyFile;
    private final Path commandKeyFile;
    private final Clock clock;

    /**
     * @param keyFile where the agent's own key is to be
     * @param commandKeyFile where the bot's is to be
     */
    public Enrolment(EnrolmentLink link, Path keyFile, Path commandKeyFile, Clock clock) {
        this.link = link;
        this.keyFile = keyFile;
        this.commandKeyFile = commandKeyFile;
        this.clock = clock;
    }

    /**
     * Asks the bot in, and keeps its key. The agent's own key has not its name yet: that is for {@link #complete}.
     *
     * @param name for people; null: as the bot was told
     * @param permissions the owner's word for each operation, by name
     * @throws IOException when a file cannot be written
     * @throws InterruptedException when the thread is told to stop
     */
    public Result enrol(
            EnrolmentCode code,
            @Nullable String name,
            String version,
            List<String> capabilities,
            Map<String, String> permissions)
            throws IOException, InterruptedException {
        Exchange<String> shown = link.commandKey();
        if (!(shown instanceof Exchange.Answered<String> answered)) {
            return told(shown);
        }
        VerifyingKey commandKey;
        try {
            commandKey = VerifyingKey.read(answered.answer());
        } catch (IllegalArgumentException e) {
            return new Result.Unreachable("what is there is not the bot: its command key is " + e.getMessage());
        }
        if (!commandKey.thumbprint().equals(code.commandKey())) {
            return new Result.AnotherBot(commandKey);
        }
        return enrol(code, name, version, capabilities, permissions, commandKey);
    }

    /**
     * The new key takes its name, and with it the place of a former one: from here on the relay is enrolled.
     *
     * @throws IOException when it does not; it can be done again
     */
    public void complete() throws IOException {
        Renewal.forget(keyFile);
        KeptFile.move(newKeyFile(), keyFile);
    }

    private Result enrol(
            EnrolmentCode code,
            @Nullable String name,
            String version,
            List<String> capabilities,
            Map<String, String> permissions,
            VerifyingKey commandKey)
            throws IOException, InterruptedException {
        SigningKey key = key();
        EnrolmentRequest request = new EnrolmentRequest(
                Envelope.BOT,
                code.id(),
                code.secret(),
                name,
                key.verifyingKey().toPublicJwk(),
                version,
                capabilities,
                permissions.keySet().stream().sorted().toList(),
                permissions);
        Exchange<String> exchange = link.enrol(request.seal(key));
        if (exchange instanceof Exchange.NeverAgain<String> never && isSpent(never.code())) {
            // the key came with another code before, whose answer was lost: this code deserves a key of its own
            Files.deleteIfExists(newKeyFile());
            return EnrolmentProblem.KEY_REGISTERED.code().equals(never.code())
                    ? enrol(code, name, version, capabilities, permissions, commandKey)
                    : told(exchange);
        }
        if (!(exchange instanceof Exchange.Answered<String> answered)) {
            return told(exchange);
        }
        Opened<Enrolled> opened = Enrolled.open(answered.answer(), key.verifyingKey(), commandKey);
        if (opened instanceof Opened.Rejected<Enrolled> rejected) {
            return new Result.Unreachable(
                    "the answer is not the bot's, " + rejected.code().code() + ": " + rejected.detail());
        }
        BotKeys.replace(commandKeyFile, commandKey);
        return new Result.Taken(((Opened.Verified<Enrolled>) opened).content(), key.verifyingKey());
    }

    private SigningKey key() throws IOException {
        if (Files.exists(newKeyFile())) {
            try {
                return SigningKey.read(KeptFile.text(newKeyFile()));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        newKeyFile() + " is no key: " + e.getMessage() + "; delete it and run this again");
            }
        }
        SigningKey key = SigningKey.generate(clock);
        KeptFile.writeSecret(newKeyFile(), key.toPrivateJwk());
        return key;
    }

    private static boolean isSpent(String code) {
        Optional<EnrolmentProblem> problem = EnrolmentProblem.of(code);
        return problem.isPresent()
                && switch (problem.get()) {
                    case KEY_REGISTERED, TURNED_DOWN, REMOVED, KEY_RENEWED -> true;
                    default -> false;
                };
    }

    private static Result told(Exchange<String> exchange) {
        return exchange instanceof Exchange.NeverAgain<String> never
                ? new Result.Refused(never.code(), never.reason())
                : new Result.Unreachable(((Exchange.TryAgain<String>) exchange).reason());
    }

    private Path newKeyFile() {
        return keyFile.resolveSibling(keyFile.getFileName() + ".new");
    }

    /** How it went. */
    public sealed interface Result {

        /** @param key the agent's own, as the bot knows it now */
        record Taken(Enrolled enrolled, VerifyingKey key) implements Result {}

        /** The code is of a bot with another key; nothing was said to this one. */
        record AnotherBot(VerifyingKey found) implements Result {}

        /** @param code as in {@link EnrolmentProblem}, among others */
        record Refused(String code, String reason) implements Result {}

        /** No answer that could be the bot's; it may be tried again. */
        record Unreachable(String reason) implements Result {}
    }
}
