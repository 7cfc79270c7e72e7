package writeback.bot.premises;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Envelope;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;
import writeback.relay.protocol.message.StartRequest;

/** Where relays knock: poll for commands, ask to start a change, hand in replies. Whatever is refused says why, as a {@link Problem}. */
@RestController
@RequestMapping("/relay/v1")
class RelayController {

    static final MediaType JOSE = MediaType.parseMediaType("application/jose");
    private static final int MOST_COMMANDS = 16;
    private static final int LONGEST_POLL = 16 * 1024;

    /** 64 pairs of them fit into the database. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    private static final int MOST_KEYS = 8;
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final PollTokens tokens;
    private final PollDesk polls;
    private final StartDesk starts;
    private final ReplyDesk replies;
    private final PolledRelays relays;
    private final Leases leases;
    private final long longestWaitSeconds;

    RelayController(
            PollTokens tokens,
            PollDesk polls,
            StartDesk starts,
            ReplyDesk replies,
            PolledRelays relays,
            Leases leases,
            PremisesSettings settings) {
        this.tokens = tokens;
        this.polls = polls;
        this.starts = starts;
        this.replies = replies;
        this.relays = relays;
        this.leases = leases;
        this.longestWaitSeconds = settings.pollWait().toSeconds();
    }

    @PostMapping("/poll")
    DeferredResult<ResponseEntity<String>> poll(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest http)
            throws IOException {
        PollTokens.Caller caller = tokens.caller(authorization);
        if (caller instanceof PollTokens.Caller.Nobody nobody) {
            return atOnce(refused(HttpStatus.UNAUTHORIZED, nobody.problem()));
        }
        RegisteredAgent agent = ((PollTokens.Caller.Known) caller).agent();
        Optional<String> body = body(http, LONGEST_POLL);
        if (body.isEmpty()) {
            return atOnce(refused(HttpStatus.CONTENT_TOO_LARGE, Rejection.TOO_LARGE, "a poll is not that long"));
        }
        PollRequest request;
        try {
            request = ProtocolJson.read(body.get(), PollRequest.class);
        } catch (MalformedMessageException e) {
            return atOnce(refused(HttpStatus.BAD_REQUEST, Rejection.UNREADABLE, String.valueOf(e.getMessage())));
        }
        if (!fits(request)) {
            return atOnce(refused(HttpStatus.BAD_REQUEST, Rejection.UNREADABLE, "a part is empty or too long"));
        }
        List<String> capabilities = request.capabilities().stream()
                .filter(agent.capabilities()::contains)
                .distinct()
                .toList();
        String poll = UUID.randomUUID().toString();
        relays.polled(agent, request, poll, capabilities);
        polls.endFormer(agent.id());
        leases.releaseFormerLives(agent.id(), request.instance());
        int take = Math.max(0, Math.min(request.take(), MOST_COMMANDS));
        long wait = Math.max(0, Math.min(request.waitSeconds(), longestWaitSeconds));
        return polls.take(
                new PollDesk.Asking(
                        agent.id(), request.instance(), poll, capabilities, Set.copyOf(request.operations()), take),
                Duration.ofSeconds(wait));
    }

    @PostMapping("/start")
    ResponseEntity<String> start(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest http)
            throws IOException {
        PollTokens.Caller caller = tokens.caller(authorization);
        if (caller instanceof PollTokens.Caller.Nobody nobody) {
            return refused(HttpStatus.UNAUTHORIZED, nobody.problem());
        }
        Optional<String> body = body(http, LONGEST_POLL);
        if (body.isEmpty()) {
            return refused(HttpStatus.CONTENT_TOO_LARGE, Rejection.TOO_LARGE, "a request to start is not that long");
        }
        StartRequest request;
        try {
            request = ProtocolJson.read(body.get(), StartRequest.class);
        } catch (MalformedMessageException e) {
            return refused(HttpStatus.BAD_REQUEST, Rejection.UNREADABLE, String.valueOf(e.getMessage()));
        }
        if (!isShort(request.commandId(), 40) || !isShort(request.instance(), 64)) {
            return refused(HttpStatus.BAD_REQUEST, Rejection.UNREADABLE, "a part is empty or too long");
        }
        StartDesk.Answer answer = starts.ask(((PollTokens.Caller.Known) caller).agent(), request);
        if (answer instanceof StartDesk.Answer.No no) {
            return refused(HttpStatus.CONFLICT, no.problem());
        }
        return ResponseEntity.ok().contentType(JOSE).body(((StartDesk.Answer.Granted) answer).permit());
    }

    @PostMapping("/replies")
    ResponseEntity<String> reply(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest http)
            throws IOException {
        PollTokens.Caller caller = tokens.caller(authorization);
        if (caller instanceof PollTokens.Caller.Nobody nobody) {
            return refused(HttpStatus.UNAUTHORIZED, nobody.problem());
        }
        RegisteredAgent agent = ((PollTokens.Caller.Known) caller).agent();
        Optional<String> body = body(http, Envelope.LARGEST);
        if (body.isEmpty()) {
            return refused(HttpStatus.CONTENT_TOO_LARGE, Rejection.TOO_LARGE, "more than " + Envelope.LARGEST);
        }
        ReplyDesk.Taken taken = replies.take(agent, body.get());
        if (taken instanceof ReplyDesk.Taken.Rejected rejected) {
            return refused(HttpStatus.BAD_REQUEST, rejected.problem());
        }
        String state = taken instanceof ReplyDesk.Taken.Applied ? "applied" : "out-of-date";
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("{\"state\":\"" + state + "\"}");
    }

    private static boolean fits(PollRequest request) {
        return isShort(request.instance(), 64)
                && isShort(request.version(), 40)
                && request.operations().size() <= 64
                && request.operations().stream()
                        .allMatch(each -> WORD.matcher(each).matches())
                && (request.trouble() == null || isShort(request.trouble(), 40))
                && (request.halt() == null || isShort(request.halt(), 40))
                && (request.permissions() == null || areWords(request.permissions()))
                && (request.commandKeys() == null || areKeys(request.commandKeys()));
    }

    static boolean areWords(Map<String, String> permissions) {
        return permissions.size() <= 64
                && permissions.entrySet().stream()
                        .allMatch(each -> WORD.matcher(each.getKey()).matches()
                                && WORD.matcher(each.getValue()).matches());
    }

    private static boolean areKeys(List<String> thumbprints) {
        return thumbprints.size() <= MOST_KEYS
                && thumbprints.stream()
                        .allMatch(each -> THUMBPRINT.matcher(each).matches());
    }

    static boolean isShort(String text, int most) {
        return !text.isBlank() && text.length() <= most && text.indexOf('\0') < 0;
    }

    /** The body up to a size; empty when it is larger, of which no more is read. */
    static Optional<String> body(HttpServletRequest http, int most) throws IOException {
        byte[] bytes = http.getInputStream().readNBytes(most + 1);
        return bytes.length > most ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static DeferredResult<ResponseEntity<String>> atOnce(ResponseEntity<String> response) {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
        result.setResult(response);
        return result;
    }

    private static ResponseEntity<String> refused(HttpStatus status, Rejection code, String detail) {
        return refused(status, new Problem(code.code(), detail));
    }

    private static ResponseEntity<String> refused(HttpStatus status, Problem problem) {
        return Refusals.answer(status, problem);
    }
}
