package writeback.relay.protocol.plan;

import java.util.List;
import java.util.Optional;

/**
 * Adds access control entries for the connector account to one object's access list. Nothing else of the descriptor
 * changes.
 *
 * @param domain DNS name of the domain, lower case
 * @param target distinguished name of the object, such as the domain root
 * @param trustee the connector account's SID, as text
 * @param trusteeName for people
 * @param entries the entries in SDDL, such as {@code (OA;CIIO;CR;GUID;GUID;SID)}; each names the trustee
 * @param expected SHA-256 of the access list that must be found, 64 hex digits
 */
public record GrantRights(
        String domain, String target, String trustee, String trusteeName, List<String> entries, String expected)
        implements Action {

    public static final String OPERATION = "grant-rights";

    public GrantRights {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("nothing to grant");
        }
    }

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
        return Undo.EXACT;
    }

    @Override
    public Performer performer() {
        return Performer.RELAY;
    }

    @Override
    public Optional<Action> inverse() {
        return Optional.of(new RevokeRights(domain, target, trustee, trusteeName, entries));
    }
}
