package writeback.relay.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.guard.Permission;
import writeback.relay.guard.Permissions;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.protocol.plan.RevokeRights;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;
import writeback.relay.protocol.plan.SetPsoMinimumAge;

/** The section {@code operations}. */
final class OperationsYaml {

    private static final List<String> READING = List.of(
            Operations.READ_DIRECTORY,
            Operations.READ_ACCOUNT,
            Operations.READ_CONNECTOR,
            Operations.EXPLAIN_ACCOUNT,
            Operations.READ_COVERAGE,
            Operations.READ_CONNECT,
            Operations.READ_WRITEBACK_EVENTS);
    private static final List<String> CHANGING = List.of(
            SetMinimumPasswordAge.OPERATION, SetPsoMinimumAge.OPERATION, GrantRights.OPERATION, RevokeRights.OPERATION);

    private OperationsYaml() {}

    /** The owner's word for each operation, before the rest of the file is right. */
    static Map<String, String> words(Section root) {
        Section operations = root.optionalSection("operations");
        Map<String, String> words = new HashMap<>();
        READING.forEach(each -> words.put(each, operations.optionalText(each).orElse(Permission.UNATTENDED.word())));
        CHANGING.forEach(each -> words.put(each, operations.optionalText(each).orElse(Permission.REFUSED.word())));
        words.put(
                RehearsePolicy.OPERATION,
                operations.optionalText(RehearsePolicy.OPERATION).orElse(Permission.REFUSED.word()));
        return words;
    }

    static Permissions read(Section root, List<DirectorySettings> domains) {
        Section operations = root.optionalSection("operations");
        Map<String, Permission> named = new HashMap<>();
        for (String operation : READING) {
            note(operations, operation, named);
            if (named.get(operation) == Permission.ATTENDED) {
                operations.wrong(operation, "only reads, so it must be refused or unattended");
            }
        }
        for (String operation : CHANGING) {
            note(operations, operation, named);
            needs(operations, operation, named, "changing", Accounts::changing, domains);
        }
        note(operations, RehearsePolicy.OPERATION, named);
        needs(operations, RehearsePolicy.OPERATION, named, "rehearsal", Accounts::rehearsal, domains);
        operations.end();
        return new Permissions(named);
    }

    private static void note(Section operations, String operation, Map<String, Permission> named) {
        operations
                .optionalValue(operation, OperationsYaml::permission)
                .ifPresent(permission -> named.put(operation, permission));
    }

    /** What may run needs the account that it runs with, in one domain at least. */
    private static void needs(
            Section operations,
            String operation,
            Map<String, Permission> named,
            String key,
            Function<Accounts, @Nullable Account> account,
            List<DirectorySettings> domains) {
        boolean missing = !domains.isEmpty()
                && domains.stream()
                        .map(DirectorySettings::accounts)
                        .map(account)
                        .noneMatch(Objects::nonNull);
        if (missing && named.get(operation) == Permission.UNATTENDED) {
            operations.wrong(operation, "is unattended and needs directory.accounts." + key + ", which is missing");
        }
    }

    private static Permission permission(String word) {
        for (Permission permission : Permission.values()) {
            if (permission.word().equals(word)) {
                return permission;
            }
        }
        throw new IllegalArgumentException("must be refused, attended or unattended, and is " + word);
    }
}
