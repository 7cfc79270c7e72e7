package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.util.Optional;
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
import writeback.relay.protocol.plan.Action;
import writeback.relay.protocol.plan.RehearsePolicy;

/** Rehearses the password policy on a test account inside the pilot OU, with the relay's own rehearsal account. */
final class RehearsePolicyOnAccount implements Operation {

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
                        directories, rehearsal.domain(), directory -> rehearse(directory, rehearsal, context.clock())));
    }

    private Outcome rehearse(Directory directory, RehearsePolicy rehearsal, Clock clock) {
        Accounts accounts = directory.settings().accounts();
        Account account = accounts.rehearsal();
        if (account == null) {
            return new Outcome.Refused("not-configured", "no rehearsal account", "directory.accounts.rehearsal");
        }
        try (DomainSession session = directory.open(account)) {
            return rehearse(session, accounts, rehearsal, clock);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }

    private Outcome rehearse(DomainSession session, Accounts own, RehearsePolicy rehearsal, Clock clock)
            throws DirectoryTrouble {
        Optional<SearchResultEntry> found = rehearsal.account().indexOf('=') > 0
                ? AccountReader.find(session, rehearsal.account())
                : Optional.empty();
        if (found.isEmpty()) {
            return new Outcome.Failed("no-such-account", "no account of that distinguished name is to be seen");
        }
        SearchResultEntry entry = found.get();
        if (!bounds.mayRehearseOn(entry.getDN())) {
            return new Outcome.Refused("out-of-bounds", entry.getDN() + " is not in the pilot OU", "bounds.pilot-ou");
        }
        if (session.readOnly()) {
            return new Outcome.Failed(
                    "read-only", session.host() + " is a read-only domain controller: name another in directory.host");
        }
        AccountFacts facts = AccountReader.facts(session, entry, "", clock.instant());
        Optional<String> objection = RehearsalGuard.objection(session, entry, facts, own);
        if (objection.isPresent()) {
            return new Outcome.Failed("precondition-failed", objection.get());
        }
        Optional<Control> hints = PolicyHints.control(session);
        if (hints.isEmpty()) {
            return new Outcome.Failed(
                    "precondition-failed", session.host() + " does not offer the policy-hints control");
        }
        return Troubles.done(new PolicyRehearser(session, facts.distinguishedName(), hints.get(), clock).run());
    }

    /** The resets left no mark that tells how far they came; the password may be one that nobody knows. */
    @Override
    public Outcome observe(OperationContext context) {
        return new Outcome.InDoubt("the rehearsal was cut off; it proves nothing and may be planned again");
    }
}
