package writeback.bot.runbook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the entries that decided about writeback's rights speak of one right (Active Directory schema reference). */
final class DecidingEntries {

    private static final String RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529";
    private static final String LOCKOUT_TIME = "28630ebf-41d5-11d1-a9c1-0000f80367c1";
    private static final String PWD_LAST_SET = "bf967a0a-0de6-11d0-a285-00aa003049e2";

    /** User-Account-Restrictions, the property set that holds pwdLastSet. */
    private static final String RESTRICTIONS = "4c164200-20c0-11d0-a768-00aa006e0529";

    private static final Map<UserCheck, Set<String>> TYPES = Map.of(
            UserCheck.RESET_PASSWORD, Set.of(RESET_PASSWORD),
            UserCheck.WRITE_LOCKOUT, Set.of(LOCKOUT_TIME),
            UserCheck.WRITE_LAST_SET, Set.of(PWD_LAST_SET, RESTRICTIONS));

    private static final Set<String> EVERY_TYPE =
            TYPES.values().stream().flatMap(Set::stream).collect(Collectors.toSet());

    private DecidingEntries() {}

    /** @param entries in SDDL: {@code (type;flags;rights;object type;inherited object type;account)} */
    static List<String> of(UserCheck check, List<String> entries) {
        Set<String> wanted = TYPES.getOrDefault(check, Set.of());
        return entries.stream()
                .filter(entry -> {
                    String[] parts = entry.split(";", -1);
                    String type = parts.length > 3 ? parts[3].toLowerCase(Locale.ROOT) : "";
                    // An entry without one of the known types speaks of all of them.
                    return wanted.contains(type) || !EVERY_TYPE.contains(type);
                })
                .toList();
    }
}
