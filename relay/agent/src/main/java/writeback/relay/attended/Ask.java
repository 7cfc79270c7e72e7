package writeback.relay.attended;

import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.message.Outcome;

/**
 * What a console says. Public for the JSON reader only.
 *
 * @param command id, with all but {@link Kind#LIST}
 * @param user who runs the console, by its own word, with {@link Kind#SHOW}
 * @param account as whom it will sign in to the directory, with {@link Kind#START}
 * @param outcome with {@link Kind#DONE}
 */
public record Ask(
        Kind kind,
        @Nullable String command,
        @Nullable String user,
        @Nullable String account,
        @Nullable Outcome outcome) {

    /** In this order on one connection; SHOW takes the change into this console's hands. */
    public enum Kind {
        LIST,
        SHOW,
        START,
        DONE
    }

    static Ask list() {
        return new Ask(Kind.LIST, null, null, null, null);
    }

    static Ask show(String command, String user) {
        return new Ask(Kind.SHOW, command, user, null, null);
    }

    static Ask start(String command, String account) {
        return new Ask(Kind.START, command, null, account, null);
    }

    static Ask done(String command, Outcome outcome) {
        return new Ask(Kind.DONE, command, null, null, outcome);
    }
}
