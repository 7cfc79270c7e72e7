package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rights that are missing are granted, seen, and taken back; each time another person approves. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StopsAtFirstFailure.class)
class UndoJourney {

    private static final Map<String, String> REASON = Map.of("reason", "Because it must be so.");

    private static Practice practice;
    private static Card granted;
    private static Card offered;

    @BeforeAll
    static void start() throws InterruptedException {
        practice = new Practice();
        practice.switchOn();
        practice.lab.set("connector.rights", "none");
        practice.signIn(practice.requester, "requester");
        practice.signIn(practice.approver, "approver");
    }

    @AfterAll
    static void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void missing_rights_are_planned_entry_by_entry_granted_and_seen() {
        Card overview = practice.check();
        assertThat(overview.text()).contains("lacks 3 rights at the domain root");
        practice.requester.presses(overview, "Next: step 1");
        Card step = practice.requester.sees(card -> card.buttons().contains("Plan: grant the missing rights"));
        practice.requester.presses(step, "Plan: grant the missing rights");
        Card plan = practice.requester.sees(
                card -> card.id().equals(step.id()) && card.buttons().contains("Ask for approval"));
        assertThat(plan.text())
                .contains("Added: Reset password, on users below")
                .contains("(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;")
                .contains("Nothing else of it changes.");

        granted = practice.carriedOut(plan, REASON);

        assertThat(granted.text()).contains("Applied on dc1").contains("Avery Approver");
        assertThat(practice.check().text()).doesNotContain("lacks");
    }

    @Test
    @Order(2)
    void the_undo_is_offered_and_names_what_it_takes_back() {
        offered = practice.asks("annuler", card -> card.buttons().contains("Planifier la restauration de 1"));
        assertThat(offered.text()).contains("Accorder à");
        Card plan = practice.opens(granted, "Plan the undo", card -> card.text().contains("Retrait"));

        assertThat(plan.text()).contains("Revient sur la modification").contains("33004");
        practice.asks("language en", card -> card.text().contains("I speak English"));
    }

    @Test
    @Order(3)
    void approved_by_another_person_it_takes_exactly_that_back() {
        Card plan = practice.opens(
                practice.asks("undo", card -> card.buttons().contains("Plan the undo of 1")),
                "Plan the undo of 1",
                card -> card.text().contains("Takes back: Grant"));

        Card undone = practice.carriedOut(plan, REASON);

        assertThat(undone.text())
                .contains("Removed: Reset password, on users below")
                .contains("Takes back");
        Card first = practice.requester.sees(
                card -> card.id().equals(granted.id()) && card.text().contains("Undo asked for"));
        assertThat(first.buttons()).doesNotContain("Plan the undo");
        assertThat(practice.check().text()).contains("lacks 3 rights at the domain root");
        assertThat(practice.asks("undo", card -> card.text().contains("no change that can be taken back"))
                        .buttons())
                .isEmpty();
    }
}
