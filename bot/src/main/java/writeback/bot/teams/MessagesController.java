package writeback.bot.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import writeback.bot.identity.Trust;

/** The endpoint that Teams posts activities to. Bad input is answered with 400 and what is wrong, never with 500. */
@RestController
class MessagesController {

    /** Far above anything Teams sends (Format your bot messages: about 100 KB). */
    private static final int MAX_BODY = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(MessagesController.class);

    private final ObjectMapper json;
    private final ChannelTokenCheck tokenCheck;
    private final Trust trust;
    private final Turns turns;

    MessagesController(ObjectMapper json, ChannelTokenCheck tokenCheck, Trust trust, Turns turns) {
        this.json = json;
        this.tokenCheck = tokenCheck;
        this.trust = trust;
        this.turns = turns;
    }

    @PostMapping("/api/messages")
    CompletableFuture<ResponseEntity<byte[]>> message(
            @RequestHeader(value = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            InputStream request)
            throws IOException {
        // Never more than that is held, whatever a stranger sends.
        byte[] body = request.readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return done(problem(HttpStatus.CONTENT_TOO_LARGE, "the activity has more than " + MAX_BODY + " bytes"));
        }
        JsonNode node;
        Knock knock;
        try {
            node = json.readTree(body);
            knock = Knock.of(node);
        } catch (IOException e) {
            return done(problem(HttpStatus.BAD_REQUEST, "the body is not JSON"));
        } catch (Knock.MalformedActivityException e) {
            return done(problem(HttpStatus.BAD_REQUEST, e.getMessage()));
        }
        Admission admission = tokenCheck.check(authorization, knock.channelId(), knock.serviceUrl());
        if (admission instanceof Admission.Refused refused) {
            LOG.warn("Refused an activity: {}. Nothing was done.", refused.reason());
            return done(problem(HttpStatus.UNAUTHORIZED, "not a token of the Teams channel for this bot"));
        }
        if (admission instanceof Admission.CannotTell unavailable) {
            LOG.error("Could not check an activity's token: {}. The channel will send it again.", unavailable.reason());
            return done(problem(HttpStatus.SERVICE_UNAVAILABLE, "the channel's signing keys cannot be read"));
        }
        if (!mayAnswer(knock.serviceUrl())) {
            LOG.warn("Refused an activity whose service URL is not a known host: {}", knock.serviceUrl());
            return done(problem(HttpStatus.BAD_REQUEST, "serviceUrl is not a host that this bot may answer to"));
        }
        return take(((Admission.Admitted) admission).claims(), node, knock)
                .thenApply(this::respond)
                .exceptionally(this::failed);
    }

    /** What fails before the turn begins fails like the turn itself. */
    private CompletableFuture<Turns.Answer> take(Map<String, String> claims, JsonNode node, Knock knock) {
        try {
            return turns.take(claims, node, knock);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A signed token alone must not send our own token elsewhere. */
    private boolean mayAnswer(String serviceUrl) {
        try {
            return trust.allows(URI.create(serviceUrl));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ResponseEntity<byte[]> respond(Turns.Answer answer) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatusCode.valueOf(answer.status()));
        return answer.body() == null
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(bytes(answer.body()));
    }

    private ResponseEntity<byte[]> failed(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof Knock.MalformedActivityException malformed) {
            LOG.warn("Refused a signed activity: {}. Nothing was done.", malformed.getMessage());
            return problem(HttpStatus.BAD_REQUEST, malformed.getMessage());
        }
        LOG.error("An activity could not be taken; the channel will send it again.", cause);
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "the bot could not take the activity; try again");
    }

    private ResponseEntity<byte[]> problem(HttpStatusCode status, @Nullable String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes(json.createObjectNode().put("error", message)));
    }

    private byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
