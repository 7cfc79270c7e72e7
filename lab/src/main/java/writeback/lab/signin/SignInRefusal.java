package writeback.lab.signin;

/**
 * The sign-in server says no, with the OAuth error and the number that Microsoft's answers carry (Microsoft Learn,
 * "Microsoft Entra authentication and authorization error codes").
 */
final class SignInRefusal extends Exception {
    private final String error;
    private final int number;

    SignInRefusal(String error, int number, String description) {
        super("AADSTS" + number + ": " + description);
        this.error = error;
        this.number = number;
    }

    /** Such as {@code invalid_grant} (RFC 6749, OpenID Connect Core). */
    String error() {
        return error;
    }

    int number() {
        return number;
    }

    /** 401 for a client that is not who it says, as RFC 6749 5.2 wants it; else 400. */
    int status() {
        return error.equals("invalid_client") ? 401 : 400;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
