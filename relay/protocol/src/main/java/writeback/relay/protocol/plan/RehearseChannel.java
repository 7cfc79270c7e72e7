package writeback.relay.protocol.plan;

/**
 * Resets the test account's password in the cloud with Graph's {@code resetPassword}, the one Graph call that is written
 * back, and watches it arrive in Active Directory.
 *
 * @param domain DNS name of the domain, lower case
 * @param account distinguished name of the test account
 * @param userPrincipalName the same account in the cloud
 */
public record RehearseChannel(String domain, String account, String userPrincipalName) implements Action {

    public static final String OPERATION = "rehearse-channel";

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public int operationVersion() {
        return 1;
    }

    @Override
    public Undo undo() {
        return Undo.NONE;
    }

    @Override
    public Performer performer() {
        return Performer.BOT;
    }
}
