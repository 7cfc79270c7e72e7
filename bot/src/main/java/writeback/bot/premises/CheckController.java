package writeback.bot.premises;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import writeback.bot.Place;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.CheckAnswer;
import writeback.relay.protocol.message.CheckRequest;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;

/**
 * Where a relay's owner asks whether the bot takes the relay, beside an agent that may be running. It is no poll: nothing is
 * handed out, no waiting poll ends, no former life of the agent is taken to be over, and the relay does not count as heard.
 */
@RestController
@RequestMapping("/relay/v1")
class CheckController {

    private static final int LONGEST = 1024;
    private static final int LONGEST_NONCE = 64;

    private final PollTokens tokens;
    private final CommandKeys commandKeys;
    private final Place place;
    private final Clock clock;

    CheckController(PollTokens tokens, CommandKeys commandKeys, Place place, Clock clock) {
        this.tokens = tokens;
        this.commandKeys = commandKeys;
        this.place = place;
        this.clock = clock;
    }

    @PostMapping("/check")
    ResponseEntity<String> check(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            HttpServletRequest http)
            throws IOException {
        PollTokens.Caller caller = tokens.caller(authorization);
        if (caller instanceof PollTokens.Caller.Nobody nobody) {
            return Refusals.answer(HttpStatus.UNAUTHORIZED, nobody.problem());
        }
        RegisteredAgent agent = ((PollTokens.Caller.Known) caller).agent();
        Optional<CheckRequest> request = RelayController.body(http, LONGEST).flatMap(CheckController::request);
        if (request.isEmpty()) {
            return Refusals.answer(
                    HttpStatus.BAD_REQUEST, new Problem(Rejection.UNREADABLE.code(), "a check carries a short nonce"));
        }
        CheckAnswer answer = new CheckAnswer(
                agent.id(),
                request.get().nonce(),
                clock.instant(),
                place.tenant().id(),
                place.premises().id(),
                agent.capabilities().stream().sorted().toList());
        return ResponseEntity.ok().contentType(RelayController.JOSE).body(answer.seal(commandKeys.forCommands()));
    }

    private static Optional<CheckRequest> request(String body) {
        try {
            return Optional.of(ProtocolJson.read(body, CheckRequest.class))
                    .filter(request -> RelayController.isShort(request.nonce(), LONGEST_NONCE));
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }
}
