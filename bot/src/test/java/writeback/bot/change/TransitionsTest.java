package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransitionsTest {

    private static final Path DIAGRAM = Path.of("..", "docs", "change-life.md");

    @Test
    void every_move_that_is_not_in_the_table_throws() {
        for (ChangeState from : ChangeState.values()) {
            for (ChangeEvent event : ChangeEvent.values()) {
                boolean known = Transitions.ALL.stream().anyMatch(row -> row.from() == from && row.event() == event);
                if (!known) {
                    assertThatThrownBy(() -> Transitions.next(from, event))
                            .as("%s %s", from, event)
                            .isInstanceOf(IllegalTransitionException.class);
                }
            }
        }
    }

    @Test
    void an_event_leads_to_one_state_only() {
        Set<String> seen = new HashSet<>();
        for (Transition row : Transitions.ALL) {
            assertThat(seen.add(row.from() + " " + row.event()))
                    .as("%s twice", row)
                    .isTrue();
        }
    }

    @Test
    void from_every_state_an_outcome_can_be_reached() {
        Set<ChangeState> good = new HashSet<>();
        for (ChangeState state : ChangeState.values()) {
            if (Transitions.ended(state)) {
                good.add(state);
            }
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Transition row : Transitions.ALL) {
                grown |= good.contains(row.to()) && good.add(row.from());
            }
        }
        assertThat(good).containsExactlyInAnyOrder(ChangeState.values());
    }

    @Test
    void nothing_is_applied_but_from_an_approval() {
        assertThat(Transitions.ALL)
                .filteredOn(row -> row.to() == ChangeState.APPLYING)
                .containsExactly(new Transition(ChangeState.APPROVED, ChangeEvent.START, ChangeState.APPLYING));
        assertThat(Transitions.ALL)
                .filteredOn(row -> row.to() == ChangeState.APPROVED)
                .extracting(Transition::event)
                .containsExactly(ChangeEvent.APPROVE);
    }

    /** To write it anew: run this test with {@code -Dwriteback.write-diagram=true}. */
    @Test
    void the_diagram_in_the_documents_is_the_table() throws IOException {
        String expected =
                """
                # A change request's life

                Generated from `writeback.bot.change.Transitions`; a test compares them.

                ```mermaid
                %s```
                """
                        .formatted(Transitions.diagram());
        if (Boolean.getBoolean("writeback.write-diagram")) {
            Files.writeString(DIAGRAM, expected);
        }
        assertThat(Files.readString(DIAGRAM)).isEqualTo(expected);
    }
}
