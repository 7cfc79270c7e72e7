package writeback.relay.check;

import java.util.Optional;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.Exchange;

/** The key of the bot that is pinned here, held against the one that whoever answers shows. Showing one proves nothing. */
final class PinnedKey {

    static final String ABOUT = "bot.command-key-file";

    private final BotKeys pinned;
    private final EnrolmentLink door;

    PinnedKey(BotKeys pinned, EnrolmentLink door) {
        this.pinned = pinned;
        this.door = door;
    }

    /** Whether somebody answers who shows a key at all. */
    boolean isShown() throws InterruptedException {
        return found().isPresent();
    }

    /** For where the bot does not prove its key: before it takes a relay, and when it is older than the question. */
    void shown(Sheet sheet) throws InterruptedException {
        Optional<VerifyingKey> found = found();
        if (found.isEmpty()) {
            sheet.notLookedAt(ABOUT, "whoever answers shows no command key");
        } else if (found.flatMap(key -> pinned.withThumbprint(key.thumbprint())).isPresent()) {
            sheet.ok(
                    ABOUT,
                    "the bot there shows the pinned key (shown, not proven: it only proves it to a relay it takes)");
        } else {
            another(sheet, found);
        }
    }

    /** What was answered is signed with another key. */
    void another(Sheet sheet) throws InterruptedException {
        another(sheet, found());
    }

    private void another(Sheet sheet, Optional<VerifyingKey> found) {
        sheet.problem(
                ABOUT,
                "another bot answers: fingerprint there "
                        + found.map(VerifyingKey::fingerprint).orElse("not shown") + ", here "
                        + pinned.present().fingerprint(),
                "is bot.url right? If the bot has another key by now: writeback-relay accept-key, or enrol --again");
    }

    private Optional<VerifyingKey> found() throws InterruptedException {
        if (!(door.commandKey() instanceof Exchange.Answered<String> answered)) {
            return Optional.empty();
        }
        try {
            return Optional.of(VerifyingKey.read(answered.answer()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
