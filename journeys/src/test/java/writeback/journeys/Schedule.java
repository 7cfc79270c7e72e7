package writeback.journeys;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * What goes wrong while one approved change is carried out. The same seed gives the same schedule; what it hits depends on
 * the machine.
 *
 * @param slowMillis by which every answer of the directory is late, so that faults hit something
 * @param faults in the order of their moments
 * @param planEnd what is on its way when the plan ends; empty: the plan outlives all of it
 */
record Schedule(long seed, int slowMillis, List<Fault> faults, Optional<PlanEnd> planEnd) {

    private static final int MOST_FAULTS = 4;
    private static final int LAST_MOMENT_MILLIS = 1500;
    /** Between two lines of a journal there is less time. */
    private static final int LAST_MOMENT_AFTER_A_LINE_MILLIS = 300;

    private static final int LONGEST_MILLIS = 4500;
    private static final int STEP_MILLIS = 50;
    /** One in so many has a plan that ends while things go wrong. */
    private static final int ONE_ENDS_IN = 4;

    private static final int LONGEST_BEFORE_END_MILLIS = 6000;
    private static final int AROUND_END_MILLIS = 500;

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

    private static final List<Point> POINTS =
            List.of(Point.APPROVED, Point.APPROVED, Point.RECEIVED, Point.STARTED, Point.STARTED, Point.DONE);

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

    /** What a fault's moment is counted from: however slow the machine is, faults hit each part of a change's life. */
    enum Point {
        APPROVED,
        /** The line of this name is in an agent's journal, and so are the next. */
        RECEIVED,
        STARTED,
        DONE
    }

    /** What is late, so that the plan ends meanwhile. */
    enum Late {
        APPROVAL,
        /** An agent's request for the permit. */
        START_REQUEST,
        /** The permit, or the refusal. */
        START_ANSWER,
        /** What became of it. */
        REPLY
    }

    /**
     * @param beforeMillis how long before the plan's end it arrives; negative: after it
     */
    record PlanEnd(Late late, int beforeMillis) {

        private static PlanEnd of(Random random) {
            Late late = Late.values()[random.nextInt(Late.values().length)];
            return new PlanEnd(
                    late,
                    late == Late.APPROVAL
                            ? random.nextInt(LONGEST_BEFORE_END_MILLIS)
                            : random.nextInt(2 * AROUND_END_MILLIS) - AROUND_END_MILLIS);
        }

        @Override
        public String toString() {
            return late + " " + beforeMillis + " ms before the plan's end";
        }
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
     * @param after what {@code afterMillis} are counted from
     * @param forMillis how long it lasts
     */
    record Fault(Kind kind, int agent, Door door, Point after, int afterMillis, int forMillis) {

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
            return after + "+" + afterMillis + " ms " + kind + whom;
        }
    }

    /** The seeds that every test walks: twenty in a row in which everything occurs that can go wrong. */
    static LongStream sample() {
        return LongStream.rangeClosed(2768, 2787);
    }

    static Schedule of(long seed) {
        // mixed, for neighbouring seeds begin alike
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        int slow = STEP_MILLIS * random.nextInt(3);
        int number = 1 + random.nextInt(MOST_FAULTS);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Point after = POINTS.get(random.nextInt(POINTS.size()));
            faults.add(new Fault(
                    KINDS.get(random.nextInt(KINDS.size())),
                    random.nextInt(2),
                    Door.values()[random.nextInt(Door.values().length)],
                    after,
                    random.nextInt(after == Point.APPROVED ? LAST_MOMENT_MILLIS : LAST_MOMENT_AFTER_A_LINE_MILLIS),
                    random.nextInt(LONGEST_MILLIS)));
        }
        faults.sort(Comparator.comparing(Fault::after).thenComparingInt(Fault::afterMillis));
        Optional<PlanEnd> end = random.nextInt(ONE_ENDS_IN) == 0 ? Optional.of(PlanEnd.of(random)) : Optional.empty();
        return new Schedule(seed, slow, List.copyOf(faults), end);
    }

    @Override
    public String toString() {
        String end = planEnd.map(each -> ", " + each).orElse("");
        return "seed " + seed + ", directory slow by " + slowMillis + " ms" + end + ", " + faults;
    }
}
