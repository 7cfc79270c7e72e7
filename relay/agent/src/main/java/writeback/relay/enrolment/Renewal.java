package writeback.relay.enrolment;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import writeback.relay.protocol.message.CommandKeys;
import writeback.relay.protocol.message.Enrolled;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.KeyRenewal;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.SigningKey;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.Exchange;

/**
 * Renews the agent's own key when it is old. The next key is on the disk before the bot hears of it, and takes the file's
 * place once the bot has answered; whatever was cut off in between is asked again under the former key, and the bot gives
 * the same answer again. Used by one thread, while nothing is under way that the former key has still to sign.
 */
public final class Renewal {

    private static final Logger LOG = System.getLogger(Renewal.class.getName());
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);
    private static final Duration AFTER_REFUSAL = Duration.ofDays(1);

    private final String agent;
    private final Path file;
    private final Duration longest;
    private final OwnKey own;
    private final CommandKeys botKeys;
    private final EnrolmentLink link;
    private final Clock clock;
    private Instant notBefore = Instant.MIN;

    /**
     * @param file with the own key
     * @param longest how old a key may be; one that does not say when it was made is never too old
     */
    public Renewal(
            String agent,
            Path file,
            Duration longest,
            OwnKey own,
            CommandKeys botKeys,
            EnrolmentLink link,
            Clock clock) {
        this.agent = agent;
        this.file = file;
        this.longest = longest;
        this.own = own;
        this.botKeys = botKeys;
        this.link = link;
        this.clock = clock;
    }

    /** What was begun for the key in that file is over: it gets another. */
    static void forget(Path file) throws IOException {
        Files.deleteIfExists(next(file));
    }

    /** Whether there is something to do now. */
    public boolean isDue() {
        Instant now = clock.instant();
        return !now.isBefore(notBefore)
                && (Files.exists(next(file))
                        || own.get()
                                .madeAt()
                                .filter(made -> made.plus(longest).isBefore(now))
                                .isPresent());
    }

    /**
     * Tries once; what does not work out is told in the log and tried again later.
     *
     * @throws InterruptedException when the thread is told to stop; the next start goes on with it
     */
    public void attempt() throws InterruptedException {
        notBefore = clock.instant().plus(AFTER_TROUBLE);
        SigningKey next;
        try {
            next = next();
        } catch (IOException | IllegalArgumentException e) {
            postpone("there is no next key beside " + file + ": " + e.getMessage());
            return;
        }
        Exchange<String> exchange = link.renew(KeyRenewal.seal(agent, own.get(), next));
        if (exchange instanceof Exchange.Answered<String> answered) {
            take(next, Enrolled.open(answered.answer(), next.verifyingKey(), botKeys));
        } else if (exchange instanceof Exchange.NeverAgain<String> never) {
            refused(never);
        } else {
            LOG.log(
                    Level.WARNING,
                    "The key is not renewed yet ({0}); it is tried again",
                    ((Exchange.TryAgain<String>) exchange).reason());
        }
    }

    private SigningKey next() throws IOException {
        if (Files.exists(next(file))) {
            return SigningKey.read(KeptFile.text(next(file)));
        }
        SigningKey made = SigningKey.generate(clock);
        KeptFile.writeSecret(next(file), made.toPrivateJwk());
        return made;
    }

    private void take(SigningKey next, Opened<Enrolled> opened) {
        if (!(opened instanceof Opened.Verified<Enrolled> verified)
                || !verified.content().relay().equals(agent)) {
            postpone("the answer is not the bot's for this agent: " + opened);
            return;
        }
        own.replace(next);
        notBefore = Instant.MIN;
        try {
            KeptFile.move(next(file), file);
        } catch (IOException e) {
            // the bot knows it as the present one; at the next start it is asked once more
            postpone(file + " cannot be replaced, the new key lies in " + next(file) + ": " + e.getMessage());
            return;
        }
        LOG.log(
                Level.INFO,
                "This relay has a new key, fingerprint {0}",
                next.verifyingKey().fingerprint());
    }

    private void refused(Exchange.NeverAgain<String> never) {
        boolean unwanted = EnrolmentProblem.RENEWED_BY_CONFIGURATION.code().equals(never.code())
                || EnrolmentProblem.KEY_REGISTERED.code().equals(never.code());
        if (unwanted) {
            try {
                Files.deleteIfExists(next(file));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", next(file), e.getMessage());
            }
        }
        postpone(never.reason());
    }

    private void postpone(String why) {
        notBefore = clock.instant().plus(AFTER_REFUSAL);
        LOG.log(Level.ERROR, "The key is not renewed, next in a day: {0}", why);
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }
}
