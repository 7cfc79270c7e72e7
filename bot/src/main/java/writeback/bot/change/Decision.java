package writeback.bot.change;

import org.jspecify.annotations.Nullable;

/** What became of asking, approving, rejecting or withdrawing. */
public sealed interface Decision {

    record Taken(ChangeView change) implements Decision {}

    /** @param change the request as it stands; null when there is none */
    record Refused(Refusal why, @Nullable ChangeView change) implements Decision {}
}
