package writeback.bot.change;

import java.util.Locale;

/** What moves a change request from one state to another. */
enum ChangeEvent {
    APPROVE,
    REJECT,
    WITHDRAW,
    EXPIRE,
    WORLD_MOVED,
    START,
    ALL_APPLIED,
    FAIL,
    LOSE_SIGHT,
    FOUND_APPLIED,
    /** Looking showed no effect, another one, or nothing until the deadline. */
    NOT_CONFIRMED,
    VERIFY,
    CONTRADICT,
    TIME_OUT;

    /** As trail and diagram spell it. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
