package writeback.journeys;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import writeback.journeys.RelayRecord.Change;
import writeback.journeys.RelayRecord.Line;
import writeback.journeys.Schedule.Late;
import writeback.journeys.Schedule.PlanEnd;
import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;
import writeback.journeys.start.Part;
import writeback.journeys.start.RelayPair;

/** An organisation with two agents in which changes are carried out while things go wrong. It stays up between them. */
final class TroubledOrganisation implements AutoCloseable {

    /** Only ends a test that hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofMillis(700);

    private static final Duration LONG_LIFE = Duration.ofHours(8);
    /** Enough to ask for the change and to be shown it for approval. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(10);

    private final Duration planLifetime;
    private final Organisation organisation;
    private final FaultProxy proxy;
    private final RelayPair pair;
    private final Troubles troubles;
    private final Lab lab;
    private final Outsider outsider;
    private final Remains remains;
    private final Person requester;
    private final Person approver;
    private final List<Schedule> walked = new ArrayList<>();
    /** By how much the policy's version grew under each; the last one's is not known yet. */
    private final List<Integer> edits = new ArrayList<>();

    private int versionBefore;

    /** @param plansEnd whether plans end so soon that they may while they are carried out */
    TroubledOrganisation(boolean plansEnd) throws Exception {
        planLifetime = plansEnd ? SHORT_LIFE : LONG_LIFE;
        Options options = Options.forTest();
        proxy = new FaultProxy(options.botUrl());
        pair = RelayPair.start(options, proxy.url(), planLifetime);
        organisation = pair.organisation();
        try {
            troubles = new Troubles(pair, proxy);
            lab = new Lab(organisation.page());
            lab.set("gpo.intervalSeconds", 1);
            outsider = new Outsider(organisation.lab());
            remains = new Remains(organisation.folder().root());
            requester = new Person(organisation.channel(), "requester");
            approver = new Person(organisation.channel(), "approver");
            signIn(requester, "requester");
            signIn(approver, "approver");
        } catch (Exception | Error e) {
            organisation.close();
            throw e;
        }
    }

    /** One change from the request to its end. */
    Walked carriesOutUnder(Schedule schedule) throws Exception {
        try {
            return carriedOut(schedule);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    schedule + " (logs: " + organisation.folder().root() + ")", e);
        }
    }

    private Walked carriedOut(Schedule schedule) throws Exception {
        Stopwatch time = new Stopwatch();
        countEdits();
        lab.set("gpo.minAgeDays", 1);
        lab.set("domain.minAgeDays", 1);
        versionBefore = outsider.policyVersion();
        Optional<Card> approval = asked();
        walked.add(schedule);
        lab.set("directory.slowMillis", schedule.slowMillis());
        time.lap("asking");

        if (schedule.planEnd().isPresent()) {
            untilTheEndIsNear(schedule.planEnd().get());
            time.lap("waiting for the plan's end to come near");
        }
        JournalWatch watch = new JournalWatch(pair.dataFolders());
        approval.ifPresent(this::approve);
        troubles.happen(schedule.faults(), watch);
        time.lap("faults");
        troubles.calm();
        lab.set("directory.slowMillis", 0);
        time.lap("getting up");
        approval.ifPresent(this::approveAgainIfForgotten);
        String end = stateWhen(RelayCheck.ENDS::contains);
        if (!end.equals(RelayCheck.DONE)) {
            end += newest().map(RelayRemains.Request::why)
                    .filter(why -> !why.isEmpty())
                    .map(why -> " (" + why + ")")
                    .orElse("");
        }
        time.lap("coming to an end");
        return new Walked(schedule, end, time.laps());
    }

    private void untilTheEndIsNear(PlanEnd end) throws Exception {
        Instant moment = newest().orElseThrow().expiresAt().minusMillis(end.beforeMillis());
        if (end.late() == Late.APPROVAL) {
            Troubles.pause(
                    System.nanoTime() + Duration.between(Instant.now(), moment).toNanos());
        } else {
            proxy.hold(end.late(), moment);
        }
    }

    private String stateWhen(Predicate<String> wanted) {
        AtomicReference<String> state = new AtomicReference<>("");
        await().atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .ignoreExceptionsMatching(SQLException.class::isInstance)
                .until(() -> {
                    state.set(newest().map(RelayRemains.Request::state).orElse(""));
                    return wanted.test(state.get());
                });
        return state.get();
    }

    /** The newest change as the database has it: a card may stay as it was for a minute after a crash. */
    private Optional<RelayRemains.Request> newest() throws SQLException, IOException {
        try (Connection database = database()) {
            List<RelayRemains.Request> requests = RelayRemains.requests(database);
            return requests.stream().skip(Math.max(0, requests.size() - 1)).findFirst();
        }
    }

    private Connection database() throws SQLException, IOException {
        return RelayRemains.database(organisation.folder().root());
    }

    /** What is left of all of them. Nothing of it runs afterwards. */
    RelayRecord record() throws Exception {
        troubles.calm();
        countEdits();
        List<String> damage = new ArrayList<>();
        for (Part agent : pair.agents()) {
            agent.kill9();
        }
        organisation.bot().kill9();
        organisation.bot().start();
        await().atMost(PATIENCE).until(() -> !remains.lastAuditCheck().isEmpty());
        if (!remains.lastAuditCheck().contains("audit trail intact: ")) {
            damage.add(remains.lastAuditCheck());
        }
        organisation.bot().kill9();
        List<Line> lines = new ArrayList<>();
        for (Path data : pair.dataFolders()) {
            RelayRemains.journal(data, lines, damage);
        }
        try (Connection database = database()) {
            List<RelayRemains.Request> requests = RelayRemains.requests(database);
            if (requests.size() != walked.size()) {
                damage.add(requests.size() + " change requests after " + walked.size() + " schedules");
            }
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < Math.min(requests.size(), walked.size()); i++) {
                changes.add(requests.get(i).change(walked.get(i).toString(), edits.get(i)));
            }
            return new RelayRecord(
                    lines, RelayRemains.outbox(database), changes, RelayRemains.answers(database), damage);
        }
    }

    /** A press that comes too late finds no button. */
    private void approve(Card approval) {
        try {
            approver.presses(approval, "Approve");
        } catch (AssertionError e) {
            if (planLifetime.equals(LONG_LIFE)) {
                throw e;
            }
        }
    }

    /** A bot that died with the press in its hands asks for it again by leaving the button there. */
    private void approveAgainIfForgotten(Card approval) {
        if (stateWhen(any -> true).equals("AWAITING_APPROVAL")) {
            try {
                approver.presses(approval, "Approve");
            } catch (AssertionError gone) {
                // it was only late, and the button has been taken off meanwhile
            }
        }
    }

    private void countEdits() {
        if (edits.size() < walked.size()) {
            edits.add(outsider.policyVersion() - versionBefore);
        }
    }

    /**
     * A request to set the age to 0 days. A plan that ends too soon for its request is asked for again.
     *
     * @return what is shown for approval; empty when the plan has ended before
     */
    private Optional<Card> asked() throws Exception {
        int before = walked.size();
        for (Duration end = Duration.ZERO; end.compareTo(PATIENCE) < 0; end = end.plus(planLifetime)) {
            Set<String> approvals = ids(approver);
            ask();
            Optional<Card> approval = approver.seesWithin(
                    planLifetime.compareTo(PATIENCE) < 0 ? planLifetime : PATIENCE,
                    card -> !approvals.contains(card.id()) && card.buttons().contains("Approve"));
            if (approval.isPresent() || requests() > before) {
                return approval;
            }
        }
        throw new AssertionError("no request in " + PATIENCE);
    }

    private int requests() throws SQLException, IOException {
        try (Connection database = database()) {
            return RelayRemains.requests(database).size();
        }
    }

    private void ask() {
        Set<String> earlier = ids(requester);
        requester.says("enable");
        Card overview = overview(requester.sees(
                card -> !earlier.contains(card.id()) && card.buttons().contains("Look again")));
        requester.presses(overview, "Step 4");
        Card step = requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("Plan this change"));
        requester.presses(step, "Plan this change");
        Card plan = requester.sees(
                card -> !earlier.contains(card.id()) && card.buttons().contains("Ask for approval"));
        requester.presses(plan, "Ask for approval", Map.of("reason", "Something will go wrong.", "consent", "yes"));
    }

    /** The one that shows step 4: a busy machine may not see all in time. */
    private Card overview(Card shown) {
        if (shown.buttons().contains("Step 4")) {
            return shown;
        }
        requester.presses(shown, "Look again");
        return overview(requester.sees(card -> card.id().equals(shown.id())
                && card.buttons().contains("Look again")
                && !card.text().equals(shown.text())));
    }

    private void signIn(Person person, String account) {
        person.says("sign in");
        Card card = person.sees(shown -> shown.link("Sign in").isPresent());
        new Browser(Path.of(organisation.lab().text("ca")))
                .signsIn(card.link("Sign in").orElseThrow(), account);
        person.sees(
                shown -> shown.id().equals(card.id()) && shown.link("Sign in").isEmpty());
    }

    private static Set<String> ids(Person person) {
        return person.shown().stream().map(Card::id).collect(Collectors.toSet());
    }

    @Override
    public void close() throws IOException {
        try {
            troubles.thaw();
            pair.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.close();
            organisation.close();
        }
    }
}
