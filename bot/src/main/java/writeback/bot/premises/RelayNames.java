package writeback.bot.premises;

import java.util.Optional;

/** What a relay may be called. */
final class RelayNames {

    private static final int LONGEST = 100;

    private RelayNames() {}

    /** Why a name cannot be used, or empty. */
    static Optional<String> unfit(String name) {
        if (name.isBlank()) {
            return Optional.of("is empty");
        }
        if (name.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        return name.codePoints().anyMatch(Character::isISOControl)
                ? Optional.of("holds a control character")
                : Optional.empty();
    }
}
