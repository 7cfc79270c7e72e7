package writeback.bot.chat;

import java.util.Locale;
import java.util.Map;

/**
 * An entry of an access list in words. It is written in SDDL as {@code (OA;flags;rights;object;inheritedObject;SID)}
 * (MS-DTYP 2.5.1); the identifiers are those of the Active Directory schema reference.
 */
final class AccessEntry {

    private static final Map<String, String> RIGHTS = Map.of(
            "00299570-246d-11d0-a768-00aa006e0529", "resetPassword",
            "ab721a53-1e2f-11d0-9819-00aa0040529b", "changePassword",
            "ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501", "unexpirePassword",
            "28630ebf-41d5-11d1-a9c1-0000f80367c1", "lockoutTime",
            "bf967a0a-0de6-11d0-a285-00aa003049e2", "pwdLastSet");

    private static final Map<String, String> CLASSES = Map.of(
            "bf967aba-0de6-11d0-a285-00aa003049e2", "user",
            "4828cc14-1437-45bc-9b07-ad6f015e5f28", "inetOrgPerson",
            "", "object");

    private AccessEntry() {}

    /** @param action {@code action.grantRights} or {@code action.revokeRights} */
    static String meaning(String entry, String action, Words words) {
        String[] fields =
                entry.toLowerCase(Locale.ROOT).replaceAll("[()\\s]", "").split(";", -1);
        // An entry that is not understood is shown as it is, below.
        String right = fields.length == 6 ? RIGHTS.getOrDefault(fields[3], "other") : "other";
        String on = fields.length == 6 ? CLASSES.getOrDefault(fields[4], "other") : "other";
        return words.get(
                action + ".entry", Map.of("right", words.get("right." + right), "on", words.get("right.on." + on)));
    }
}
