package writeback.relay.directory.signin;

import writeback.relay.protocol.fact.Cause;

/** Nobody was signed in. The message is for an administrator's eyes and never holds a secret. */
public final class SignInException extends Exception {

    private final Cause cause;

    SignInException(Cause cause, String message) {
        super(message);
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }
}
