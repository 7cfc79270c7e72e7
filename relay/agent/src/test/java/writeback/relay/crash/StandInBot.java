package writeback.relay.crash;

import static writeback.relay.Practice.AGENT;
import static writeback.relay.Practice.BOT;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.CommandEnvelope;
import writeback.relay.protocol.message.Heads;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.PermitEnvelope;
import writeback.relay.protocol.message.PollAnswer;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Reply;
import writeback.relay.protocol.message.ReplyEnvelope;
import writeback.relay.protocol.message.StartPermit;
import writeback.relay.protocol.message.StartRequest;

/** As much of a bot as an agent process needs, doing as the test says: hands out, permits, takes replies, remembers heads. */
final class StandInBot implements AutoCloseable {

    /** What it does with a question or a reply. */
    enum Manner {
        ANSWERS,
        /** Says nothing until it is told otherwise, and then nothing useful. */
        HANGS,
        /** HTTP 503. */
        FAILS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Command> waiting = new ArrayDeque<>();
    private final Map<String, String> started = new HashMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private Manner permits = Manner.ANSWERS;
    private Manner takes = Manner.ANSWERS;
    private Heads heads = Heads.NONE;
    private long polls;
    private boolean closed;

    StandInBot() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/relay/v1/poll", this::poll);
        server.createContext("/relay/v1/start", this::start);
        server.createContext("/relay/v1/replies", this::reply);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void hand(Command command) {
        waiting.add(command);
        notifyAll();
    }

    synchronized void permits(Manner manner) {
        permits = manner;
    }

    synchronized void takesReplies(Manner manner) {
        takes = manner;
        notifyAll();
    }

    synchronized List<Reply> replies() {
        return List.copyOf(replies);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void poll(HttpExchange exchange) throws IOException {
        PollRequest request = ProtocolJson.read(body(exchange), PollRequest.class);
        List<String> commands = new ArrayList<>();
        synchronized (this) {
            long mine = ++polls;
            notifyAll();
            // one that a killed agent left behind gets nothing
            while (!closed && waiting.isEmpty() && mine == polls && request.waitSeconds() > 0) {
                pause();
            }
            if (mine == polls && request.take() > 0 && !waiting.isEmpty()) {
                commands.add(CommandEnvelope.seal(waiting.remove(), "agent-1", heads, BOT));
            }
        }
        answer(exchange, 200, ProtocolJson.write(new PollAnswer(commands, null)));
    }

    private void start(HttpExchange exchange) throws IOException {
        StartRequest request = ProtocolJson.read(body(exchange), StartRequest.class);
        @Nullable String earlier;
        synchronized (this) {
            boolean hung = permits == Manner.HANGS;
            while (!closed && permits == Manner.HANGS) {
                pause();
            }
            if (hung) {
                answer(exchange, 503, "{}");
                return;
            }
            earlier = started.putIfAbsent(request.commandId(), request.instance());
        }
        if (earlier != null && !earlier.equals(request.instance())) {
            answer(exchange, 409, ProtocolJson.write(new Problem(StartRequest.STARTED_BEFORE, "by " + earlier)));
        } else {
            StartPermit permit = new StartPermit(request.commandId(), request.fence());
            answer(exchange, 200, PermitEnvelope.seal(permit, "agent-1", BOT));
        }
    }

    private void reply(HttpExchange exchange) throws IOException {
        String sealed = body(exchange);
        boolean taken;
        synchronized (this) {
            taken = takes == Manner.ANSWERS;
            if (taken) {
                ReplyEnvelope envelope = ((Opened.Verified<ReplyEnvelope>)
                                ReplyEnvelope.open(sealed, "agent-1", AGENT.verifyingKey()))
                        .content();
                replies.add(envelope.reply());
                heads = new Heads(null, envelope.journal() == null ? heads.journal() : envelope.journal());
            }
        }
        answer(exchange, taken ? 200 : 503, "{}");
    }

    private void pause() {
        try {
            wait(1000);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
