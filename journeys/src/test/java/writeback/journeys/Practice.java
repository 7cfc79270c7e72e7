package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;

/** An organisation of its own with requester and approver, and what journeys do there again and again. */
final class Practice implements AutoCloseable {

    static final String ACCOUNT = "pilot.test";

    final Organisation organisation;
    final Lab lab;
    final Person requester;
    final Person approver;

    Practice() throws InterruptedException {
        organisation = Organisation.start(Options.forTest());
        lab = new Lab(organisation.page());
        requester = new Person(organisation.channel(), "requester");
        approver = new Person(organisation.channel(), "approver");
    }

    /** Every switch is on and the minimum age is 0, in force; nobody has signed in, confirmed or proven anything. */
    void switchOn() {
        lab.set(Map.of(
                "gpo.intervalSeconds",
                3600,
                "gpo.minAgeDays",
                0,
                "connect.writeback",
                true,
                "portal.writeback",
                true,
                "portal.unlock",
                true,
                "sspr.scope",
                "selected",
                "sspr.registered",
                1));
        lab.refreshGroupPolicy();
    }

    void signIn(Person person, String account) {
        Set<String> before = ids(person);
        person.says("sign in");
        Card card = person.sees(
                shown -> !before.contains(shown.id()) && shown.link("Sign in").isPresent());
        String page = new Browser(Path.of(organisation.lab().text("ca")))
                .signsIn(card.link("Sign in").orElseThrow(), account);
        assertThat(page).contains("Teams");
        person.sees(shown -> shown.id().equals(card.id()) && Overview.isOne(shown));
    }

    /** Says check, and waits for that card to be the overview. */
    Card check() {
        return asks("check", Overview::isOne);
    }

    /** Says something, and waits until a message that was not there before is as wanted. */
    Card asks(String text, Predicate<Card> wanted) {
        Set<String> before = ids(requester);
        requester.says(text);
        return requester.sees(card -> !before.contains(card.id()) && wanted.test(card));
    }

    /** Step 3a by a person's word. */
    void confirmIntegration() {
        Card overview = check();
        requester.presses(overview, "Next: step 3a");
        Card step = requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("I have done it"));
        requester.presses(step, "I have done it");
        requester.sees(card -> card.id().equals(overview.id())
                && card.text().contains("the audit log shows that writeback was enabled"));
    }

    /** From the command to the end of the approved rehearsal. */
    Card rehearse() {
        Card plan = asks("rehearse " + ACCOUNT, card -> card.buttons().contains("Ask for approval"));
        return carriedOut(plan, Map.of("reason", "Does it work?"));
    }

    /** From a plan's card to the end of the approved change, on the same card. */
    Card carriedOut(Card plan, Map<String, String> inputs) {
        Set<String> before = ids(approver);
        requester.presses(plan, "Ask for approval", inputs);
        Card approval = approver.sees(
                card -> !before.contains(card.id()) && card.buttons().contains("Approve"));
        approver.presses(approval, "Approve");
        return requester.sees(card -> card.id().equals(plan.id()) && card.text().contains("State: Done"));
    }

    /** Presses a button, and waits for a message that was not there before. */
    Card opens(Card card, String button, Predicate<Card> wanted) {
        Set<String> before = ids(requester);
        requester.presses(card, button);
        return requester.sees(shown -> !before.contains(shown.id()) && wanted.test(shown));
    }

    private static Set<String> ids(Person person) {
        List<Card> shown = person.shown();
        return shown.stream().map(Card::id).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        organisation.close();
    }
}
