package writeback.journeys.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The product and its practice organisation as running processes: lab, bot, agent and, if wanted, a Playground for
 * requester and approver. When one of them dies by itself the others are stopped. Parts may be killed and started again
 * from any thread; {@link #close} leaves no process behind, and neither does this JVM's death.
 */
public final class Organisation implements AutoCloseable {
    private final Options options;
    private final RunFolder folder;
    private final Commands commands;
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<StartFailed> death = new CompletableFuture<>();
    private final Object stopping = new Object();
    private boolean startsOften;
    private Consumer<RunFolder> changed = configuration -> {};
    private volatile boolean closed;
    private volatile boolean dying;
    private volatile boolean toldToEnd;
    private @Nullable Watchdog watchdog;
    private @Nullable LabFacts lab;
    private @Nullable Part bot;
    private @Nullable Part agent;

    Organisation(Options options) {
        this(options, new Commands(options));
    }

    Organisation(Options options, Commands commands) {
        this.options = options;
        this.folder = new RunFolder(options.run());
        this.commands = commands;
    }

    /**
     * Starts everything and waits until it is ready. This is for who starts it often: the first start after a build takes
     * longer, so that all others are shorter.
     *
     * @throws StartFailed when a port is taken, something is not built or a part does not come up; nothing runs then
     */
    public static Organisation start(Options options) throws InterruptedException {
        return start(options, configuration -> {});
    }

    /** @param changed changes what was written into the run folder, before bot and agent read it */
    public static Organisation start(Options options, Consumer<RunFolder> changed) throws InterruptedException {
        Organisation organisation = new Organisation(options);
        organisation.startsOften = true;
        organisation.changed = changed;
        organisation.start();
        return organisation;
    }

    void start() throws InterruptedException {
        try {
            startAll();
        } catch (StartFailed e) {
            boolean isConsequence = dying;
            stopAll();
            throw isConsequence ? death.join() : e;
        } catch (RuntimeException | InterruptedException e) {
            stopAll();
            throw e;
        }
    }

    private void startAll() throws InterruptedException {
        Ports ports = options.ports();
        ports.requireFree();
        folder.clear();
        watchdog = new Watchdog(folder.pids());
        Trials trials = new Trials(commands, folder);
        if (startsOften) {
            trials.ofLab();
        }
        Part labPart = part("lab", commands.lab(folder.workingFolder("lab")), Readiness.line("lab ready "));
        labPart.start();
        LabFacts facts = LabFacts.read(folder.workingFolder("lab").resolve("lab.json"));
        lab = facts;

        Keys keys = Keys.make(folder);
        folder.write("bot.yaml", BotConfiguration.of(facts, ports, keys, options.relay(), options.coveragePage()));
        folder.write("relay.yaml", AgentConfiguration.of(facts, ports, keys, folder.workingFolder("agent-data")));
        changed.accept(folder);
        connectChannel(facts);
        Readiness answers = Readiness.http(botUrl() + "/actuator/health", botUrl() + "/ready");
        if (startsOften) {
            trials.ofBot(answers);
        }
        Part newBot = part("bot", commands.bot(), answers);
        bot = newBot;
        List<Part> together = new ArrayList<>(List.of(newBot));
        if (options.playground().isPresent()) {
            together.add(playground(facts, "requester", ports.requestersPlayground()));
            together.add(playground(facts, "approver", ports.approversPlayground()));
        }
        together.forEach(this::launch);
        for (Part part : together) {
            part.awaitReady();
        }
        if (startsOften) {
            trials.ofAgent();
        }
        if (options.relay()) {
            // Only now: an agent that finds no bot asks less and less often.
            Part newAgent = part("agent", commands.agent(), Readiness.line("relay ready"));
            agent = newAgent;
            launch(newAgent);
            newAgent.awaitReady();
        }
        describe(facts);
    }

    public LabFacts lab() {
        return started(lab);
    }

    public Part bot() {
        return started(bot);
    }

    public Part agent() {
        return started(agent);
    }

    /** Base address of the Teams channel's tools. */
    public String channel() {
        return lab().text("channel", "base");
    }

    /** The lab's page, where its state and faults are. */
    public String page() {
        return lab().text("page");
    }

    public String botUrl() {
        return BotConfiguration.url(options.ports());
    }

    public String playground(String person) {
        return "http://127.0.0.1:"
                + (person.equals("requester")
                        ? options.ports().requestersPlayground()
                        : options.ports().approversPlayground());
    }

    public RunFolder folder() {
        return folder;
    }

    /** Completes when a part has died by itself and the others have been stopped. */
    public CompletableFuture<StartFailed> death() {
        return death;
    }

    /** Whether it ends because somebody wanted it to. */
    boolean isToldToEnd() {
        return toldToEnd;
    }

    /** Stops all parts, the last started first. */
    @Override
    public void close() {
        toldToEnd = true;
        stopAll();
    }

    private void stopAll() {
        closed = true;
        synchronized (stopping) {
            List<Part> lastFirst = new ArrayList<>(parts);
            Collections.reverse(lastFirst);
            try {
                for (Part part : lastFirst) {
                    part.stop();
                }
                if (watchdog != null) {
                    watchdog.dismiss();
                }
                folder.leave();
            } catch (InterruptedException e) {
                // the watchdog ends what is left once this JVM is gone
                Thread.currentThread().interrupt();
            }
        }
    }

    private Part part(String name, List<String> command, Readiness readiness) {
        Part part = new Part(name, command, folder, readiness, this::died);
        parts.add(part);
        return part;
    }

    private Part playground(LabFacts facts, String person, int port) {
        String name = "playground-" + person;
        RunFolder.write(
                folder.workingFolder(name).resolve(".m365agentsplayground.yml"),
                PlaygroundConfiguration.of(facts, person));
        String base = "http://127.0.0.1:" + port + "/";
        return part(name, commands.playground(person, port, facts.text("channel", "base")), Readiness.http(base));
    }

    private void launch(Part part) {
        if (closed) {
            throw new StartFailed("stopped while starting");
        }
        part.launch();
    }

    private void died(Part part) {
        if (closed) {
            return;
        }
        dying = true;
        StartFailed why = new StartFailed(
                part.wasSignalled()
                        ? part.name() + " was ended by a signal; everything has been stopped."
                        : part.name() + " ended by itself; everything has been stopped.\n" + part.lastLines());
        stopAll();
        death.complete(why);
    }

    private void connectChannel(LabFacts facts) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(facts.text("channel", "base") + "/bot"))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"endpoint\":\"" + botUrl() + "/api/messages\"}"))
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 204) {
                throw new StartFailed("the Teams channel refused the bot's endpoint with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tools outside this JVM: where to find what. */
    private void describe(LabFacts facts) {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode described = mapper.createObjectNode()
                .put("channel", facts.text("channel", "base"))
                .put("page", facts.text("page"))
                .put("bot", botUrl())
                .put("lab", folder.workingFolder("lab").resolve("lab.json").toString());
        folder.write("organisation.json", mapper.writeValueAsString(described));
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("not started yet");
        }
        return part;
    }
}
