package writeback.bot.runbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import writeback.relay.protocol.plan.Action;

/** What takes carried-out actions back: their inverses, the last one first. */
public final class Inverse {

    private Inverse() {}

    /** Empty when there is nothing to take back, or something that cannot be. */
    public static Optional<List<Action>> of(List<Action> applied) {
        List<Action> back = new ArrayList<>();
        for (Action action : applied) {
            Optional<Action> inverse = action.inverse();
            if (inverse.isEmpty()) {
                return Optional.empty();
            }
            back.add(inverse.get());
        }
        Collections.reverse(back);
        return back.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(back));
    }
}
