package writeback.relay.protocol.fact;

import java.util.List;

/**
 * The AD DS connector account's effective rights on one user, computed from the user's own descriptor (MS-ADTS 5.1.3.3;
 * rights per "Enable Microsoft Entra password writeback").
 *
 * @param account name of the connector account, for people
 * @param unexpirePassword on the domain head; without it a reset still succeeds, and forces a change at the next sign-in
 * @param deciding entries of the access list, in SDDL, that refuse a right or make it impossible to tell
 */
public record ConnectorRights(
        String account,
        Grant resetPassword,
        Grant writeLockoutTime,
        Grant writePwdLastSet,
        Grant unexpirePassword,
        List<String> deciding) {

    public ConnectorRights {
        deciding = List.copyOf(deciding);
    }

    /** What writeback needs on the user itself, taken together: the worst of the three. */
    public Grant forWriteback() {
        List<Grant> needed = List.of(resetPassword, writeLockoutTime, writePwdLastSet);
        for (Grant worst : List.of(Grant.DENIED, Grant.MISSING, Grant.CANNOT_TELL)) {
            if (needed.contains(worst)) {
                return worst;
            }
        }
        return Grant.GRANTED;
    }
}
