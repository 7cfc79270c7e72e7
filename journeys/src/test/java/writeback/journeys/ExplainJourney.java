package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why one user's password can be written back, or cannot, through the whole product. */
class ExplainJourney {

    private static final String USER = "pilot.test@contoso.test";

    private static Practice practice;

    @BeforeAll
    static void start() throws InterruptedException {
        practice = new Practice();
        practice.switchOn();
        practice.signIn(practice.requester, "requester");
    }

    @AfterAll
    static void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    void a_user_whom_nothing_stops_is_a_yes_by_any_of_its_names() {
        for (String name : new String[] {"pilot.test", USER, "CN=Pilot Test,OU=Pilot,DC=contoso,DC=test"}) {
            Card card = explained("explain " + name);

            assertThat(card.text())
                    .as(name)
                    .contains("Can the password of " + USER + " be written back?\nYes\n")
                    .contains("✓ The account is synchronized to Microsoft Entra.")
                    .contains("✓ A licence with Entra ID P1 is assigned.")
                    .contains("✓ The user has registered a way to prove who they are.")
                    .contains("✓ The account is not protected.")
                    .contains("✓ Reset Password: ");
        }
    }

    @Test
    void a_protected_user_is_a_no_that_nobody_is_told_to_open() {
        Card card = explained("explain adrian.admin");

        assertThat(card.text())
                .contains("be written back?\nNo\n")
                .contains("The account belongs to protected groups: ")
                .contains("Leave it so: such passwords are reset in Active Directory.")
                .contains("Inheritance is turned off on the account, as on every protected account.")
                .doesNotContain("Grant it at the domain root");
    }

    @Test
    void an_unknown_name_is_asked_for_again_and_the_card_leads_on() {
        Card ask = practice.asks("expliquer", card -> card.buttons().contains("Expliquer"));
        practice.asks("language en", card -> card.text().contains("I speak English"));
        practice.requester.presses(ask, "Expliquer", Map.of("user", "nobody.here"));
        Card again = practice.requester.sees(
                card -> card.id().equals(ask.id()) && card.text().contains("no account called nobody.here"));
        practice.requester.presses(again, "Explain", Map.of("user", "pilot.test"));
        Card found = practice.requester.sees(
                card -> card.id().equals(ask.id()) && card.text().contains("be written back?\nYes"));

        practice.lab.set("sspr.registered", 0);
        practice.requester.presses(found, "Look again");
        Card changed = practice.requester.sees(
                card -> card.id().equals(ask.id()) && card.text().contains("be written back?\nNo"));
        assertThat(changed.text()).contains("https://aka.ms/ssprsetup");
        practice.lab.set("sspr.registered", 1);
        practice.requester.presses(changed, "Back to the overview");
        Card overview = practice.requester.sees(card -> card.id().equals(ask.id()) && Overview.isOne(card));
        assertThat(overview.buttons()).contains("Explain a user");
    }

    @Test
    void with_one_side_away_the_other_half_is_still_told() {
        practice.lab.set("directory.stopped", true);
        try {
            assertThat(explained("explain " + USER).text())
                    .contains("be written back?\nCannot tell\n")
                    .contains("Account in Active Directory: unknown, because ")
                    .contains("✓ A licence with Entra ID P1 is assigned.");
        } finally {
            practice.lab.set("directory.stopped", false);
        }
        practice.lab.set("graph.down", true);
        try {
            assertThat(explained("explain " + USER).text())
                    .contains("be written back?\nCannot tell\n")
                    .contains("Account in Microsoft Entra: unknown, because ")
                    .contains("✓ The account is not protected.");
        } finally {
            practice.lab.set("graph.down", false);
        }
    }

    private static Card explained(String typed) {
        return practice.asks(typed, card -> card.text().contains("be written back?"));
    }
}
