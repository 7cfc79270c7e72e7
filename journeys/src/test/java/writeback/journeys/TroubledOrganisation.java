package writeback.journeys;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import writeback.journeys.RelayRecord.Change;
import writeback.journeys.RelayRecord.Line;
import writeback.journeys.Schedule.Fault;
import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;
import writeback.journeys.start.Part;
import writeback.journeys.start.RelayPair;

/** An organisation with two agents in which changes are carried out while things go wrong. It stays up between them. */
final class TroubledOrganisation implements AutoCloseable {

    /** Only ends a test that hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** A kill for less than this is followed by a start at once; otherwise it stays dead until all faults are over. */
    private static final int BACK_AT_ONCE_MILLIS = 1500;

    private final Organisation organisation;
    private final FaultProxy proxy;
    private final RelayPair pair;
    private final Lab lab;
    private final Outsider outsider;
    private final Remains remains;
    private final Person requester;
    private final Person approver;
    private final List<Schedule> walked = new ArrayList<>();
    /** By how much the policy's version grew under each; the last one's is not known yet. */
    private final List<Integer> edits = new ArrayList<>();
    /** When each frozen process goes on, in {@code nanoTime}. */
    private final Map<Long, Long> frozen = new HashMap<>();

    private int versionBefore;

    TroubledOrganisation() throws Exception {
        Options options = Options.forTest();
        organisation = Organisation.start(options);
        try {
            proxy = new FaultProxy(organisation.botUrl());
            pair = RelayPair.start(options, organisation, proxy.url());
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
    void carriesOutUnder(Schedule schedule) throws Exception {
        try {
            long start = System.nanoTime();
            String end = carriedOut(schedule);
            System.out.printf("%s: %s after %d ms%n", schedule, end, (System.nanoTime() - start) / 1_000_000);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    schedule + " (logs: " + organisation.folder().root() + ")", e);
        }
    }

    private String carriedOut(Schedule schedule) throws Exception {
        countEdits();
        lab.set("gpo.minAgeDays", 1);
        lab.set("domain.minAgeDays", 1);
        versionBefore = outsider.policyVersion();
        walked.add(schedule);
        Set<String> approvals = ids(approver);
        Card plan = asked();
        Card approval = approver.sees(
                card -> !approvals.contains(card.id()) && card.buttons().contains("Approve"));
        lab.set("directory.slowMillis", schedule.slowMillis());

        approver.presses(approval, "Approve");
        long approved = System.nanoTime();
        for (Fault fault : schedule.faults()) {
            // the moment is the seed's, and nothing to wait for
            pause(approved + TimeUnit.MILLISECONDS.toNanos(fault.afterMillis()));
            happens(fault);
        }
        calm();
        approveAgainIfForgotten(approval);
        return end();
    }

    /** What the bot says of the newest change when all is over: a card may stay as it was for a minute after a crash. */
    private String end() {
        return stateWhen(RelayCheck.ENDS::contains);
    }

    private String stateWhen(Predicate<String> wanted) {
        AtomicReference<String> state = new AtomicReference<>("");
        await().atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .ignoreExceptionsMatching(SQLException.class::isInstance)
                .until(() -> {
                    state.set(state());
                    return wanted.test(state.get());
                });
        return state.get();
    }

    private String state() throws SQLException, IOException {
        try (Connection database = database()) {
            List<RelayRemains.Request> requests = RelayRemains.requests(database);
            return requests.isEmpty() ? "" : requests.get(requests.size() - 1).state();
        }
    }

    private Connection database() throws SQLException, IOException {
        return RelayRemains.database(organisation.folder().root());
    }

    /** What is left of all of them. Nothing of it runs afterwards. */
    RelayRecord record() throws Exception {
        calm();
        countEdits();
        List<String> damage = new ArrayList<>();
        organisation.bot().kill9();
        organisation.bot().start();
        await().atMost(PATIENCE).until(() -> !remains.lastAuditCheck().isEmpty());
        if (!remains.lastAuditCheck().contains("audit trail intact: ")) {
            damage.add(remains.lastAuditCheck());
        }
        for (Part agent : pair.agents()) {
            agent.kill9();
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
                RelayRemains.Request request = requests.get(i);
                changes.add(new Change(
                        walked.get(i).toString(), request.id(), request.state(), request.approvals(), edits.get(i)));
            }
            return new RelayRecord(
                    lines, RelayRemains.outbox(database), changes, RelayRemains.answers(database), damage);
        }
    }

    private void happens(Fault fault) throws Exception {
        switch (fault.kind()) {
            case KILL_BOT -> dies(organisation.bot(), fault);
            case KILL_AGENT -> {
                Part agent = pair.agents().get(fault.agent());
                if (agent.isRunning()) {
                    frozen.remove(RelayPair.pid(organisation, agent));
                }
                dies(agent, fault);
            }
            case FREEZE_AGENT -> {
                Part agent = pair.agents().get(fault.agent());
                if (agent.isRunning()) {
                    long pid = RelayPair.pid(organisation, agent);
                    signal("STOP", pid);
                    frozen.put(pid, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fault.forMillis()));
                }
            }
            default -> proxy.arm(fault);
        }
    }

    private static void dies(Part part, Fault fault) throws InterruptedException {
        part.kill9();
        if (fault.forMillis() < BACK_AT_ONCE_MILLIS) {
            part.start();
        }
    }

    /** From now on nothing goes wrong, and all run. */
    private void calm() throws Exception {
        proxy.calm();
        lab.set("directory.slowMillis", 0);
        if (!organisation.bot().isRunning()) {
            organisation.bot().start();
        }
        for (Map.Entry<Long, Long> each : frozen.entrySet()) {
            pause(each.getValue());
            signal("CONT", each.getKey());
        }
        frozen.clear();
        for (Part agent : pair.agents()) {
            if (!agent.isRunning()) {
                agent.start();
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

    /** A request to set the age to 0 days; its card. */
    private Card asked() {
        Set<String> earlier = ids(requester);
        requester.says("enable");
        Card overview = requester.sees(
                card -> !earlier.contains(card.id()) && card.buttons().contains("Step 4"));
        requester.presses(overview, "Step 4");
        Card step = requester.sees(
                card -> card.id().equals(overview.id()) && card.buttons().contains("Plan this change"));
        requester.presses(step, "Plan this change");
        Card plan = requester.sees(
                card -> !earlier.contains(card.id()) && card.buttons().contains("Ask for approval"));
        requester.presses(plan, "Ask for approval", Map.of("reason", "Something will go wrong.", "consent", "yes"));
        return plan;
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

    private static void pause(long until) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            for (long pid : frozen.keySet()) {
                signal("CONT", pid);
            }
            pair.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.close();
            organisation.close();
        }
    }
}
