package writeback.relay.protocol.plan;

import java.util.List;

/**
 * Takes entries away that {@link GrantRights} added. Each must be found exactly once as it was written; whatever else was
 * changed in the access list meanwhile stays.
 *
 * @param domain DNS name of the domain, lower case
 * @param target distinguished name of the object
 * @param trustee the connector account's SID, as text
 * @param trusteeName for people
 * @param entries the entries in SDDL
 */
public record RevokeRights(String domain, String target, String trustee, String trusteeName, List<String> entries)
        implements Action {

    public static final String OPERATION = "revoke-rights";

    public RevokeRights {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("nothing to revoke");
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

    /** Granting again needs a plan of its own, made from what is found then. */
    @Override
    public Undo undo() {
        return Undo.COMPENSATING;
    }

    @Override
    public Performer performer() {
        return Performer.RELAY;
    }
}
