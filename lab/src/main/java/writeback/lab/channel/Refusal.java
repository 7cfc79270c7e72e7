package writeback.lab.channel;

import tools.jackson.databind.node.ObjectNode;

/** A request that is not carried out, answered as the connector service answers: a status and an error with a code. */
final class Refusal extends RuntimeException {
    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", getMessage());
        return body;
    }
}
