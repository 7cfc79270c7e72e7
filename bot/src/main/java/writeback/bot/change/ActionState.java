package writeback.bot.change;

/** Where one action of a change stands. */
public enum ActionState {
    PENDING,
    /** The relay's command is in the outbox. */
    ORDERED,
    /** The relay's owner wants a person to carry it out at the relay's console; nothing has happened yet. */
    WAITING,
    /** About to be carried out by the bot; stored before, so that a crash leaves a trace. */
    STARTED,
    /** The cloud has taken it and is at work. */
    RUNNING,
    /** Carried out; for a rehearsal whatever it showed. */
    DONE,
    /** Never started. */
    REFUSED,
    /** Started and ended without effect. */
    FAILED,
    /** Whether it took effect is not known. */
    IN_DOUBT;

    boolean ended() {
        return this == DONE || this == REFUSED || this == FAILED;
    }
}
