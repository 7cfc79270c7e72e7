package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Real processes, each change with faults of its own. A sample of fixed seeds and a fresh one; {@code script/soak relay} has
 * many. {@code -Dwriteback.relay.seed=N} is the first seed, {@code -Dwriteback.relay.schedules=N} says how many follow.
 */
class RelayScheduleJourney {

    private static final int SAMPLE = 20;

    /** What people were shown piles up; a new organisation forgets it. */
    private static final int ONE_ORGANISATION = 25;

    @Test
    void every_change_is_applied_at_most_once_and_has_one_outcome() throws Exception {
        Long seed = Long.getLong("writeback.relay.seed");
        if (seed == null) {
            long fresh = new Random().nextInt(Integer.MAX_VALUE);
            walk(LongStream.concat(LongStream.rangeClosed(1, SAMPLE), LongStream.of(fresh))
                    .toArray());
            return;
        }
        long[] seeds = LongStream.range(seed, seed + Integer.getInteger("writeback.relay.schedules", 1))
                .toArray();
        for (int i = 0; i < seeds.length; i += ONE_ORGANISATION) {
            walk(LongStream.of(seeds).skip(i).limit(ONE_ORGANISATION).toArray());
        }
    }

    private static void walk(long[] seeds) throws Exception {
        try (TroubledOrganisation organisation = new TroubledOrganisation()) {
            for (long seed : seeds) {
                organisation.carriesOutUnder(Schedule.of(seed));
            }
            assertThat(RelayCheck.complaints(organisation.record())).isEmpty();
        }
    }
}
