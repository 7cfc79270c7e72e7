package writeback.bot.premises;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.Problem;

/** How relays are told no. */
final class Refusals {

    private static final String COME_AGAIN_SECONDS = "10";

    private Refusals() {}

    static ResponseEntity<String> answer(HttpStatus status, Problem problem) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (EnrolmentProblem.WAITING.code().equals(problem.code())) {
            response.header(HttpHeaders.RETRY_AFTER, COME_AGAIN_SECONDS);
        }
        return response.body(ProtocolJson.write(problem));
    }

    static ResponseEntity<String> removed() {
        return answer(HttpStatus.UNAUTHORIZED, problem(EnrolmentProblem.REMOVED, "this relay was removed"));
    }

    static Problem problem(EnrolmentProblem code, String detail) {
        return new Problem(code.code(), detail);
    }
}
