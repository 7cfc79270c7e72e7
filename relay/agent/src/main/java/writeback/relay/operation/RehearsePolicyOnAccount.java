package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.AccountReader;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.PolicyHints;
import writeback.relay.directory.PolicyRehearser;
import writeback.relay.directory.RehearsalGuard;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;
import writeback.relay.protocol.message.PolicyRehearsal.Elsewhere;
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.RehearsePolicy;

/**
 * Rehearses the password policy on a test account inside the pilot OU, with the relay's own rehearsal account: on the PDC
 * emulator, and on the domain controller that {@code relay.yaml} names as the AD connector's.
 */
final class RehearsePolicyOnAccount implements Operation {

    /** In place of a name that cannot be found out; no DNS name has a blank. */
    private static final String PDC_EMULATOR = "pdc emulator";

    private final Directories directories;
    private final Bounds bounds;

    RehearsePolicyOnAccount(Directories directories, Bounds bounds) {
        this.directories = directories;
        this.bounds = bounds;
    }

    @Override
    public String name() {
        return RehearsePolicy.OPERATION;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String capability() {
        return CAPABILITY_DIRECTORY;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Outcome run(OperationContext context) {
        Action action = context.verifiedChange().action();
        if (!(action instanceof RehearsePolicy rehearsal)) {
            return new Outcome.Refused("wrong-action", "the action is " + action.operation(), "");
        }
        return bounds.domainRefused(rehearsal.domain())
                .orElseGet(() -> DomainChoice.of(
                        directories, rehearsal.domain(), directory -> rehearse(directory, rehearsal, context)));
    }

    private Outcome rehearse(Directory directory, RehearsePolicy rehearsal, OperationContext context) {
        Accounts accounts = directory.settings().accounts();
        Account account = accounts.rehearsal();
        if (account == null) {
            return new Outcome.Refused("not-configured", "no rehearsal account", "directory.accounts.rehearsal");
        }
        try (DomainSession session = directory.open(account)) {
            Part first = on(session, accounts, rehearsal, context);
            if (first instanceof NotTried not) {
                return not.why();
            }
            List<Elsewhere> others = new ArrayList<>();
            for (String host : others(session, directory.settings().sync().connectorDomainController())) {
                others.add(elsewhere(host, directory, account, rehearsal, context));
            }
            return Troubles.done(((Tried) first).report().and(others));
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }

    /** What became of it on one domain controller. */
    private sealed interface Part permits Tried, NotTried {}

    private record Tried(PolicyRehearsal report) implements Part {}

    /** @param why no password was touched there */
    private record NotTried(Outcome why, String detail) implements Part {}

    /** Who must be asked besides: the PDC emulator, when another one answered, and the one that the AD connector uses. */
    private static Set<String> others(DomainSession session, @Nullable String connectors) {
        Set<String> hosts = new LinkedHashSet<>();
        try {
            hosts.add(session.pdcEmulator().orElse(PDC_EMULATOR).toLowerCase(Locale.ROOT));
        } catch (DirectoryTrouble e) {
            hosts.add(PDC_EMULATOR);
        }
        if (connectors != null) {
            hosts.add(connectors);
        }
        hosts.remove(session.host());
        return hosts;
    }

    /** Whatever hinders it there is told with the name, and takes nothing from what another domain controller showed. */
    private Elsewhere elsewhere(
            String host, Directory directory, Account account, RehearsePolicy rehearsal, OperationContext context) {
        if (host.equals(PDC_EMULATOR)) {
            return hindered("PDC emulator of " + directory.domain(), "it cannot be found out who holds the role");
        }
        try (DomainSession session = directory.connector().openAt(host, account)) {
            Part part = on(session, directory.settings().accounts(), rehearsal, context);
            if (part instanceof Tried tried) {
                PolicyRehearsal there = tried.report();
                return new Elsewhere(there.conclusion(), there.domainController(), there.detail(), there.resets());
            }
            return hindered(host, ((NotTried) part).detail());
        } catch (DirectoryTrouble e) {
            return hindered(host, String.valueOf(e.getMessage()));
        }
    }

    private static Elsewhere hindered(String host, String why) {
        return new Elsewhere(Conclusion.CANNOT_TELL, host, why, List.of());
    }

    private Part on(DomainSession session, Accounts own, RehearsePolicy rehearsal, OperationContext context)
            throws DirectoryTrouble {
        Optional<Outcome> elsewhere = bounds.serverRefused(session.host());
        if (elsewhere.isPresent()) {
            return new NotTried(elsewhere.get(), session.host() + " is not in bounds.servers");
        }
        Optional<SearchResultEntry> found = rehearsal.account().indexOf('=') > 0
                ? AccountReader.find(session, rehearsal.account())
                : Optional.empty();
        if (found.isEmpty()) {
            return failed("no-such-account", "no account of that distinguished name is to be seen");
        }
        SearchResultEntry entry = found.get();
        if (!bounds.mayRehearseOn(entry.getDN())) {
            String outside = entry.getDN() + " is not in the pilot OU";
            return new NotTried(new Outcome.Refused("out-of-bounds", outside, "bounds.pilot-ou"), outside);
        }
        if (session.readOnly()) {
            return failed(
                    "read-only", session.host() + " is a read-only domain controller: name another in directory.host");
        }
        AccountFacts facts =
                AccountReader.facts(session, entry, "", context.clock().instant());
        Optional<String> objection = RehearsalGuard.objection(session, entry, facts, own);
        if (objection.isPresent()) {
            return failed("precondition-failed", objection.get());
        }
        Optional<Control> hints = PolicyHints.control(session);
        if (hints.isEmpty()) {
            return failed("precondition-failed", session.host() + " does not offer the policy-hints control");
        }
        Optional<Outcome> late = context.tooLate();
        return late.isPresent()
                ? new NotTried(late.get(), "it was too late to begin there")
                : new Tried(
                        new PolicyRehearser(session, facts.distinguishedName(), hints.get(), context.clock()).run());
    }

    private static Part failed(String code, String detail) {
        return new NotTried(new Outcome.Failed(code, detail), detail);
    }

    /** The resets left no mark that tells how far they came; the password may be one that nobody knows. */
    @Override
    public Outcome observe(OperationContext context) {
        return new Outcome.InDoubt("the rehearsal was cut off; it proves nothing and may be planned again");
    }
}
