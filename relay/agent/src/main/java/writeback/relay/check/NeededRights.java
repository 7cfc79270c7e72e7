package writeback.relay.check;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import writeback.relay.directory.rights.Privilege;
import writeback.relay.directory.rights.Privileges;
import writeback.relay.protocol.fact.Grant;

/** Holds rights that an account needs against the access lists of the objects on which it needs them. */
final class NeededRights {

    private final Sheet sheet;
    private final Privileges privileges;

    NeededRights(Sheet sheet, Privileges privileges) {
        this.sheet = sheet;
        this.privileges = privileges;
    }

    /**
     * Writes one point when all is there, or one for each right that is not.
     *
     * @param what the objects, for people
     * @param grants the commands that grant a right
     */
    void judge(
            String about,
            Things things,
            String what,
            List<Privilege> needed,
            Function<Privilege, Stream<String>> grants) {
        boolean sure = true;
        for (Privilege each : needed) {
            List<String> denied = where(things, each, Grant.DENIED);
            List<String> missing = where(things, each, Grant.MISSING);
            List<String> unsure = where(things, each, Grant.CANNOT_TELL);
            if (!denied.isEmpty()) {
                sheet.problem(
                        about,
                        "is denied " + each.words() + " on " + some(denied),
                        "take the entry away that denies it; one that grants it does not help behind that");
            } else if (!missing.isEmpty()) {
                sheet.problem(
                        about,
                        "lacks " + each.words() + " on " + some(missing),
                        grants.apply(each).collect(Collectors.joining("; ")));
            } else if (!unsure.isEmpty()) {
                sheet.notLookedAt(
                        about,
                        each.words() + " cannot be told on " + some(unsure)
                                + ": an entry has a condition, or is for a group that is hidden");
            }
            sure &= denied.isEmpty() && missing.isEmpty() && unsure.isEmpty();
        }
        if (sure) {
            String all = needed.stream().map(Privilege::words).collect(Collectors.joining(", "));
            sheet.ok(about, "has " + all + " on " + what);
        }
    }

    /** Whether an entry that grants it is missing. */
    boolean isMissing(Thing thing, Privilege privilege) {
        return thing.grants(privilege, privileges) == Grant.MISSING;
    }

    private List<String> where(Things things, Privilege privilege, Grant grant) {
        return things.all().stream()
                .filter(thing -> thing.grants(privilege, privileges) == grant)
                .map(Thing::name)
                .toList();
    }

    /** Names, or how many there are. */
    static String some(List<String> names) {
        return names.size() < 3 ? String.join("; ", names) : names.size() + " of them, such as " + names.get(0);
    }
}
