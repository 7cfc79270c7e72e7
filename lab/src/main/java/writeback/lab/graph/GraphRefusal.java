package writeback.lab.graph;

/** Graph says no (Microsoft Learn, "Microsoft Graph error responses and resource types"). */
final class GraphRefusal extends Exception {
    private final int status;
    private final String code;

    GraphRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static GraphRefusal badRequest(String message) {
        return new GraphRefusal(400, "BadRequest", message);
    }

    static GraphRefusal notAuthenticated(String message) {
        return new GraphRefusal(401, "InvalidAuthenticationToken", message);
    }

    static GraphRefusal notAllowed(String message) {
        return new GraphRefusal(403, "Authorization_RequestDenied", message);
    }

    static GraphRefusal notFound(String what) {
        return new GraphRefusal(
                404,
                "Request_ResourceNotFound",
                "Resource '" + what + "' does not exist or one of its queried reference-property objects are not"
                        + " present.");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
