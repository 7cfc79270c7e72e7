package writeback.relay.check;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.guard.Limits;
import writeback.relay.guard.Permission;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.plan.GrantRights;
import writeback.relay.protocol.plan.RehearsePolicy;
import writeback.relay.settings.AgentSettings;

/** What the owner allows, and whether what that needs is configured. */
final class AllowedOperations implements Topic {

    private static final List<String> OF_DIRECTORY = List.of(
            Operations.READ_DIRECTORY,
            Operations.READ_ACCOUNT,
            Operations.READ_CONNECTOR,
            Operations.EXPLAIN_ACCOUNT,
            Operations.READ_COVERAGE);
    private static final List<String> OF_CONNECT = List.of(Operations.READ_CONNECT, Operations.READ_WRITEBACK_EVENTS);

    private final AgentSettings settings;
    private final Limits limits;
    private final Clock clock;

    AllowedOperations(AgentSettings settings, Clock clock) {
        this.settings = settings;
        this.limits = settings.limits();
        this.clock = clock;
    }

    @Override
    public String title() {
        return "operations";
    }

    @Override
    public void look(Sheet sheet) {
        if (!settings.directories().isEmpty()) {
            reading(sheet, "looks at the directory", OF_DIRECTORY);
        }
        if (settings.connect().isPresent()) {
            reading(sheet, "looks at the sync server", OF_CONNECT);
        }
        if (!settings.directories().isEmpty()) {
            Duties.CHANGES.forEach(each -> changing(sheet, each, "changing", Accounts::changing));
            changing(sheet, RehearsePolicy.OPERATION, "rehearsal", Accounts::rehearsal);
            bounds(sheet);
        }
        limits.freeze()
                .at(clock.instant())
                .ifPresent(key -> sheet.warning(
                        limits.places().of(key),
                        "holds now: no change is started",
                        "wait for its end, or take it out"));
    }

    private void reading(Sheet sheet, String about, List<String> operations) {
        String refused = operations.stream()
                .filter(each -> limits.permissions().of(each, false) == Permission.REFUSED)
                .collect(Collectors.joining(", "));
        if (refused.isEmpty()) {
            sheet.ok(about, "all allowed");
        } else {
            sheet.warning(about, "refused: " + refused, "the bot shows as unknown what it may not look at");
        }
    }

    private void changing(Sheet sheet, String operation, String key, Function<Accounts, @Nullable Account> account) {
        String place = limits.places().of("operations." + operation);
        Permission permission = limits.permissions().of(operation, true);
        if (permission == Permission.REFUSED) {
            sheet.ok(place, "refused");
        } else if (permission == Permission.ATTENDED) {
            sheet.ok(
                    place,
                    "attended: an operator carries it out here, with rights of their own, which are not looked at");
        } else {
            List<DirectorySettings> without = settings.directories().stream()
                    .filter(domain -> Objects.isNull(account.apply(domain.accounts())))
                    .toList();
            if (without.isEmpty()) {
                sheet.ok(place, "unattended, as accounts." + key);
            } else {
                sheet.warning(
                        place,
                        "unattended, but not in " + names(without) + ": accounts." + key + " is not set there",
                        "set it in that section, if the domain is to be changed");
            }
        }
    }

    private void bounds(Sheet sheet) {
        Duties duties = Duties.of(limits);
        if (duties.anyChange()) {
            List<DirectorySettings> outside = settings.directories().stream()
                    .filter(domain -> !limits.bounds().domains().contains(domain.domain()))
                    .toList();
            if (!outside.isEmpty()) {
                sheet.warning(
                        limits.places().of("bounds.domains"),
                        "leaves out " + names(outside) + ": nothing is changed there",
                        "add the domain, if it is to be changed");
            }
        }
        if (duties.allowed(RehearsePolicy.OPERATION)
                && limits.bounds().pilotOus().isEmpty()) {
            sheet.warning(
                    limits.places().of("bounds.pilot-ou"),
                    "is empty: " + RehearsePolicy.OPERATION + " is allowed, and there is nobody to rehearse on",
                    "name the organisational unit of the test accounts");
        }
        if (duties.allowed(GrantRights.OPERATION)
                && limits.bounds().connectorAccounts().isEmpty()) {
            sheet.warning(
                    limits.places().of("bounds.connector-accounts"),
                    "is empty: " + GrantRights.OPERATION + " is allowed, and there is nobody to grant rights to",
                    "name the connector account as DOMAIN\\name or SID");
        }
    }

    private static String names(List<DirectorySettings> domains) {
        return domains.stream().map(DirectorySettings::domain).collect(Collectors.joining(", "));
    }
}
