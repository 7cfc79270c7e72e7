package writeback.relay.protocol.json;

import writeback.relay.protocol.message.Outcome;

/** The tag by which an {@link Outcome} is told from the others in JSON. */
public enum OutcomeKind {
    DONE("done", Outcome.Done.class),
    REFUSED("refused", Outcome.Refused.class),
    FAILED("failed", Outcome.Failed.class),
    IN_DOUBT("in-doubt", Outcome.InDoubt.class),
    /** A bot that is older than this kind does not take the reply, and gets the final one. */
    WAITING("waiting", Outcome.Waiting.class);

    static final String FIELD = "type";

    private final String tag;
    private final Class<? extends Outcome> type;

    OutcomeKind(String tag, Class<? extends Outcome> type) {
        this.tag = tag;
        this.type = type;
    }

    /** The kind of an outcome. */
    public static OutcomeKind of(Outcome outcome) {
        for (OutcomeKind kind : values()) {
            if (kind.type.isInstance(outcome)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no tag for " + outcome.getClass());
    }

    static OutcomeKind of(String tag) {
        for (OutcomeKind kind : values()) {
            if (kind.tag.equals(tag)) {
                return kind;
            }
        }
        throw new MalformedMessageException("no such kind of outcome", false);
    }

    /** Stable: {@code done}, {@code refused}, {@code failed}, {@code in-doubt}. */
    public String tag() {
        return tag;
    }

    Class<? extends Outcome> type() {
        return type;
    }
}
