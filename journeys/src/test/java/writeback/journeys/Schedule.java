package writeback.journeys;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong while one approved change is carried out. The same seed gives the same schedule; what it hits depends on
 * the machine.
 *
 * @param slowMillis by which every answer of the directory is late, so that faults hit something
 * @param faults in the order of their moments
 */
record Schedule(long seed, int slowMillis, List<Fault> faults) {

    private static final int MOST_FAULTS = 4;
    private static final int LAST_MOMENT_MILLIS = 1500;
    private static final int LONGEST_MILLIS = 4500;
    private static final int STEP_MILLIS = 50;

    /** A restart takes long, so there are fewer of them. */
    private static final List<Kind> KINDS = List.of(
            Kind.KILL_AGENT,
            Kind.KILL_AGENT,
            Kind.KILL_AGENT,
            Kind.KILL_BOT,
            Kind.FREEZE_AGENT,
            Kind.FREEZE_AGENT,
            Kind.DELAY,
            Kind.COMMAND_TWICE,
            Kind.REPLY_TWICE,
            Kind.LOSE_REQUEST,
            Kind.LOSE_ANSWER);

    /** What goes wrong. */
    enum Kind {
        KILL_AGENT,
        KILL_BOT,
        FREEZE_AGENT,
        /** Something between agent and bot comes late. */
        DELAY,
        COMMAND_TWICE,
        REPLY_TWICE,
        /** What an agent sends does not arrive. */
        LOSE_REQUEST,
        /** It arrives, and the agent never hears of it. */
        LOSE_ANSWER
    }

    /** What an agent asks for. */
    enum Door {
        POLL,
        START,
        REPLIES
    }

    /**
     * @param agent which of the two, 0 or 1
     * @param door whose next use it hits
     * @param afterMillis counted from the approval
     * @param forMillis how long it lasts
     */
    record Fault(Kind kind, int agent, Door door, int afterMillis, int forMillis) {

        @Override
        public String toString() {
            String whom =
                    switch (kind) {
                        case KILL_AGENT, FREEZE_AGENT -> " " + (agent + 1) + " for " + forMillis + " ms";
                        case KILL_BOT -> " for " + forMillis + " ms";
                        case DELAY -> " " + door + " by " + forMillis + " ms";
                        case LOSE_REQUEST, LOSE_ANSWER -> " " + door;
                        case COMMAND_TWICE, REPLY_TWICE -> "";
                    };
            return "+" + afterMillis + " ms " + kind + whom;
        }
    }

    static Schedule of(long seed) {
        // mixed, for neighbouring seeds begin alike
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int slow = STEP_MILLIS * random.nextInt(3);
        int number = 1 + random.nextInt(MOST_FAULTS);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            faults.add(new Fault(
                    KINDS.get(random.nextInt(KINDS.size())),
                    random.nextInt(2),
                    Door.values()[random.nextInt(Door.values().length)],
                    random.nextInt(LAST_MOMENT_MILLIS),
                    random.nextInt(LONGEST_MILLIS)));
        }
        faults.sort(Comparator.comparingInt(Fault::afterMillis));
        return new Schedule(seed, slow, List.copyOf(faults));
    }

    @Override
    public String toString() {
        return "seed " + seed + ", directory slow by " + slowMillis + " ms, " + faults;
    }
}
