package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Real processes, each change with faults of its own. A sample of fixed seeds and a fresh one; {@code script/soak relay} has
 * many. {@code -Dwriteback.relay.seed=N} is the first seed, {@code -Dwriteback.relay.schedules=N} says how many follow.
 */
class RelayScheduleJourney {

    /** So many changes an organisation at most: what people were shown piles up, and a new one forgets it. */
    private static final int ONE_ORGANISATION = 25;

    /** Organisations at a time: they mostly wait. */
    private static final int SIDE_BY_SIDE = Integer.getInteger("writeback.relay.organisations", 3);

    @Test
    void every_change_is_applied_at_most_once_and_has_one_outcome() throws Exception {
        Tally tally = new Tally();
        List<String> complaints = walk(schedules(), tally);
        System.out.println(tally.text());
        assertThat(complaints).isEmpty();
    }

    private static List<Schedule> schedules() {
        Long seed = Long.getLong("writeback.relay.seed");
        LongStream seeds = seed == null
                ? LongStream.concat(Schedule.sample(), LongStream.of(new Random().nextInt(Integer.MAX_VALUE)))
                : LongStream.range(seed, seed + Integer.getInteger("writeback.relay.schedules", 1));
        return seeds.mapToObj(Schedule::of).toList();
    }

    /** Some organisations at a time; each has plans of one kind. What fails in one does not end the others. */
    private static List<String> walk(List<Schedule> schedules, Tally tally) throws InterruptedException {
        List<Schedule> ending =
                schedules.stream().filter(each -> each.planEnd().isPresent()).toList();
        List<Schedule> lasting =
                schedules.stream().filter(each -> each.planEnd().isEmpty()).toList();
        int lastingAtATime = Math.max(1, SIDE_BY_SIDE - (ending.isEmpty() ? 0 : 1));
        ExecutorService organisations = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Callable<List<String>>> tasks = Stream.concat(
                            dealt(ending, 1).stream(), dealt(lasting, lastingAtATime).stream())
                    .<Callable<List<String>>>map(part -> () -> walkAll(part, tally))
                    .toList();
            List<String> complaints = new ArrayList<>();
            for (Future<List<String>> each : organisations.invokeAll(tasks)) {
                try {
                    complaints.addAll(each.get());
                } catch (ExecutionException e) {
                    e.getCause().printStackTrace();
                    complaints.add(String.valueOf(e.getCause()));
                }
            }
            return complaints;
        } finally {
            organisations.shutdownNow();
        }
    }

    /** Into as many equal parts as there are hands, or more where they would be too large. */
    private static List<List<Schedule>> dealt(List<Schedule> schedules, int hands) {
        int parts = Math.max(hands, (schedules.size() + ONE_ORGANISATION - 1) / ONE_ORGANISATION);
        List<List<Schedule>> dealt = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<Schedule> some = new ArrayList<>();
            for (int i = part; i < schedules.size(); i += parts) {
                some.add(schedules.get(i));
            }
            if (!some.isEmpty()) {
                dealt.add(some);
            }
        }
        return dealt;
    }

    private static List<String> walkAll(List<Schedule> schedules, Tally tally) throws Exception {
        List<String> complaints = new ArrayList<>();
        Queue<Schedule> left = new ArrayDeque<>(schedules);
        while (!left.isEmpty()) {
            complaints.addAll(walkInOne(left, tally));
        }
        return complaints;
    }

    /** Until there is none left, or one does not come to an end: the next ones need another organisation then. */
    private static List<String> walkInOne(Queue<Schedule> schedules, Tally tally) throws Exception {
        List<String> complaints = new ArrayList<>();
        boolean plansEnd = schedules.element().planEnd().isPresent();
        try (TroubledOrganisation organisation = new TroubledOrganisation(plansEnd)) {
            try {
                while (!schedules.isEmpty()) {
                    tally.add(organisation.carriesOutUnder(schedules.remove()));
                }
            } catch (AssertionError e) {
                e.printStackTrace();
                complaints.add(e.toString());
            }
            complaints.addAll(RelayCheck.complaints(organisation.record()));
        }
        return complaints;
    }
}
