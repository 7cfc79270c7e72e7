package writeback.bot.premises;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.Problem;
import writeback.relay.protocol.message.Rejection;

/** Where relays bring their keys, and find the bot's. Each message proves itself by its signatures. */
@RestController
@RequestMapping("/relay/v1")
class EnrolmentController {

    private static final int LONGEST = 32 * 1024;

    private final EnrolmentDesk enrolments;
    private final RenewalDesk renewals;
    private final CommandKeys commandKeys;

    EnrolmentController(EnrolmentDesk enrolments, RenewalDesk renewals, CommandKeys commandKeys) {
        this.enrolments = enrolments;
        this.renewals = renewals;
        this.commandKeys = commandKeys;
    }

    @GetMapping("/command-key")
    ResponseEntity<String> commandKey() {
        return commandKeys
                .present()
                .map(key -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(key.verifyingKey().toPublicJwk()))
                .orElseGet(() -> refused(Refusals.problem(
                        EnrolmentProblem.NO_COMMAND_KEY, "this bot has no key to command relays with")));
    }

    @PostMapping("/enrol")
    ResponseEntity<String> enrol(HttpServletRequest http) throws IOException {
        return answered(http, enrolments::enrol);
    }

    @PostMapping("/key")
    ResponseEntity<String> renew(HttpServletRequest http) throws IOException {
        return answered(http, renewals::renew);
    }

    private static ResponseEntity<String> answered(HttpServletRequest http, Function<String, EnrolmentDesk.Answer> desk)
            throws IOException {
        Optional<String> body = RelayController.body(http, LONGEST);
        if (body.isEmpty()) {
            return refused(new Problem(Rejection.TOO_LARGE.code(), "more than " + LONGEST));
        }
        EnrolmentDesk.Answer answer = desk.apply(body.get());
        return answer instanceof EnrolmentDesk.Answer.Yes yes
                ? ResponseEntity.ok().contentType(RelayController.JOSE).body(yes.sealed())
                : refused(((EnrolmentDesk.Answer.No) answer).problem());
    }

    private static ResponseEntity<String> refused(Problem problem) {
        return Refusals.answer(
                EnrolmentProblem.of(problem.code())
                        .map(EnrolmentController::status)
                        .orElse(
                                Rejection.TOO_LARGE.code().equals(problem.code())
                                        ? HttpStatus.CONTENT_TOO_LARGE
                                        : HttpStatus.BAD_REQUEST),
                problem);
    }

    private static HttpStatus status(EnrolmentProblem problem) {
        return switch (problem) {
            case UNFIT -> HttpStatus.BAD_REQUEST;
            case UNKNOWN_CODE -> HttpStatus.NOT_FOUND;
            case WRONG_CODE -> HttpStatus.FORBIDDEN;
            case EXPIRED_CODE -> HttpStatus.GONE;
            case LOCKED_CODE -> HttpStatus.LOCKED;
            case USED_CODE, KEY_REGISTERED, KEY_RENEWED, RENEWED_BY_CONFIGURATION -> HttpStatus.CONFLICT;
            case TOO_MANY_TRIES -> HttpStatus.TOO_MANY_REQUESTS;
            case NO_COMMAND_KEY -> HttpStatus.SERVICE_UNAVAILABLE;
            case WAITING, TURNED_DOWN, REMOVED -> HttpStatus.UNAUTHORIZED;
        };
    }
}
