package writeback.relay.protocol.plan;

/**
 * Resets the test account's password twice, as writeback would, with the relay's own rehearsal account. The password
 * changes to one that nobody knows.
 *
 * @param domain DNS name of the domain, lower case
 * @param account distinguished name of the test account
 */
public record RehearsePolicy(String domain, String account) implements Action {

    public static final String OPERATION = "rehearse-policy";

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
        return Performer.RELAY;
    }
}
