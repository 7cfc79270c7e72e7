package writeback.journeys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import writeback.journeys.Schedule.Door;
import writeback.journeys.Schedule.Fault;
import writeback.journeys.Schedule.Late;

/**
 * Stands between the agents and the bot and does to what passes what a fault says, each once. While the bot is away it says
 * so as a load balancer does, with the time to come again.
 */
final class FaultProxy implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Longer than any poll. */
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final URI bot;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Door, Fault> armed = new ConcurrentHashMap<>();
    /** Until when each of these is kept from going on. */
    private final Map<Late, Instant> held = new ConcurrentHashMap<>();
    /** Whether an agent has asked to start since then: replies before that are about looks. */
    private volatile boolean started;
    /** An answer with a command that its agent is to be given once more, by the agent's id. */
    private final Map<String, byte[]> again = new ConcurrentHashMap<>();

    FaultProxy(String bot) throws IOException {
        this.bot = URI.create(bot);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                pass(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next thing that passes its door, and carries something, meets it. */
    void arm(Fault fault) {
        Door door =
                switch (fault.kind()) {
                    case COMMAND_TWICE -> Door.POLL;
                    case REPLY_TWICE -> Door.REPLIES;
                    default -> fault.door();
                };
        armed.put(door, fault);
    }

    /** Each of these goes on at that moment and not before; nothing else that was held is. */
    void hold(Late what, Instant until) {
        held.clear();
        started = false;
        held.put(what, until);
    }

    /** From now on everything passes as it is, but for what is held. */
    void calm() {
        armed.clear();
        again.clear();
    }

    private void pass(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Door door = door(path);
        String agent = agent(exchange);
        byte[] once = door == Door.POLL ? again.remove(agent) : null;
        if (once != null) {
            answer(exchange, 200, "application/json", once);
            return;
        }
        Fault fault = door == null || door == Door.POLL ? null : armed.remove(door);
        if (is(fault, Schedule.Kind.LOSE_REQUEST)) {
            return;
        }
        if (is(fault, Schedule.Kind.DELAY)) {
            TimeUnit.MILLISECONDS.sleep(fault.forMillis());
        }
        HttpResponse<byte[]> answer;
        try {
            if (door == Door.START) {
                keep(Late.START_REQUEST);
            } else if (door == Door.REPLIES && started) {
                keep(Late.REPLY);
            }
            answer = forward(exchange, body);
            if (door == Door.START) {
                started = true;
                keep(Late.START_ANSWER);
            }
            if (is(fault, Schedule.Kind.REPLY_TWICE)) {
                forward(exchange, body);
            }
        } catch (IOException away) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 503, "text/plain", "the bot is away".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (door == Door.POLL && hasCommand(answer)) {
            fault = armed.remove(Door.POLL);
            if (is(fault, Schedule.Kind.COMMAND_TWICE)) {
                again.put(agent, answer.body());
            } else if (is(fault, Schedule.Kind.DELAY)) {
                TimeUnit.MILLISECONDS.sleep(fault.forMillis());
            } else if (fault != null) {
                return;
            }
        }
        if (!is(fault, Schedule.Kind.LOSE_ANSWER)) {
            answer(
                    exchange,
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse("text/plain"),
                    answer.body());
        }
    }

    private void keep(Late what) throws InterruptedException {
        Instant until = held.get(what);
        if (until != null) {
            TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), until).toMillis());
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        bot.resolve(exchange.getRequestURI().toString()))
                .timeout(PATIENCE)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static boolean is(Fault fault, Schedule.Kind kind) {
        return fault != null && fault.kind() == kind;
    }

    private static boolean hasCommand(HttpResponse<byte[]> answer) {
        return answer.statusCode() == 200
                && !JSON.readTree(answer.body()).path("commands").isEmpty();
    }

    private static Door door(String path) {
        for (Door door : Door.values()) {
            if (path.endsWith("/" + door.name().toLowerCase(Locale.ROOT))) {
                return door;
            }
        }
        return null;
    }

    /** Who says it is asking. */
    private static String agent(HttpExchange exchange) {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null || token.split("\\.").length != 3) {
            return "";
        }
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        return claims.path("iss").asString("");
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
