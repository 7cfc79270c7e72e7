package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.journeys.Schedule.Door;
import writeback.journeys.Schedule.Fault;
import writeback.journeys.Schedule.Kind;
import writeback.journeys.Schedule.Late;
import writeback.journeys.Schedule.PlanEnd;
import writeback.journeys.Schedule.Point;

class ScheduleTest {

    @Test
    void theSameSeedIsTheSameScheduleAndAnotherOneIsNot() {
        assertThat(Schedule.of(7)).isEqualTo(Schedule.of(7)).isNotEqualTo(Schedule.of(8));
        assertThat(Schedule.of(7).faults()).hasSizeBetween(1, 4);
    }

    @Test
    void everythingThatCanGoWrongOccursAmongTheTwentyOfTheSample() {
        List<Schedule> sample = Schedule.sample().mapToObj(Schedule::of).toList();
        List<Fault> faults =
                sample.stream().flatMap(each -> each.faults().stream()).toList();

        assertThat(sample).hasSize(20);
        assertThat(faults).extracting(Fault::kind).contains(Kind.values());
        assertThat(faults).extracting(Fault::after).contains(Point.values());
        assertThat(faults)
                .filteredOn(fault ->
                        List.of(Kind.DELAY, Kind.LOSE_REQUEST, Kind.LOSE_ANSWER).contains(fault.kind()))
                .extracting(Fault::door)
                .contains(Door.values());
        assertThat(sample)
                .flatExtracting(each -> each.planEnd().stream().toList())
                .extracting(PlanEnd::late)
                .contains(Late.values());
    }
}
