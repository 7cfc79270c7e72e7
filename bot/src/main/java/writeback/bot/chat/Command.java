package writeback.bot.chat;

import java.util.Optional;
import writeback.bot.identity.Right;
import writeback.cards.Language;

/** What can be typed. */
enum Command {
    HELP(Optional.empty()),
    CHECK(Optional.of(Right.READ)),
    ENABLE(Optional.of(Right.READ)),
    STATUS(Optional.of(Right.READ)),
    EXPLAIN(Optional.of(Right.READ)),
    SIGN_IN(Optional.empty()),
    SIGN_OUT(Optional.empty()),
    REHEARSE(Optional.of(Right.ASK)),
    UNDO(Optional.of(Right.ASK)),
    COVERAGE(Optional.of(Right.READ)),
    RELAYS(Optional.of(Right.READ)),
    ADD_RELAY(Optional.of(Right.ASK)),
    REMOVE_RELAY(Optional.of(Right.ASK)),
    LANGUAGE(Optional.empty());

    private final Optional<Right> needs;

    Command(Optional<Right> needs) {
        this.needs = needs;
    }

    /** The right without which it is refused; empty: anybody of our tenant. */
    Optional<Right> needs() {
        return needs;
    }

    /** In text keys: {@code command.signIn.word}. */
    String key() {
        return Words.camel(name());
    }

    /** What a line of text was understood as. */
    sealed interface Understood {

        /**
         * @param argument what follows the command's words, as typed
         * @param language the language of the word that was typed, if only one has it
         */
        record Known(Command command, String argument, Optional<Language> language) implements Understood {}

        /** @param nearest a command that is spelt nearly so */
        record Unknown(String typed, Optional<Command> nearest) implements Understood {}
    }
}
