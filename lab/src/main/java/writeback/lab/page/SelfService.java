package writeback.lab.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.StateKeys;
import writeback.lab.graph.AuditLog;
import writeback.lab.graph.CloudUsers;
import writeback.lab.writeback.Outcome;
import writeback.lab.writeback.WritebackEngine;

/**
 * A person's own reset, as passwordreset.microsoftonline.com does it: first what the cloud asks, then the domain. The
 * codes are those of Microsoft Learn, "Troubleshoot self-service password reset".
 */
public final class SelfService {
    private final CloudUsers users;
    private final WritebackEngine engine;
    private final AuditLog audits;
    private final LabState state;

    public SelfService(CloudUsers users, WritebackEngine engine, AuditLog audits, LabState state) {
        this.users = users;
        this.engine = engine;
        this.audits = audits;
        this.state = state;
    }

    /**
     * Resets the password of whoever that is.
     *
     * @param newPassword is wiped before the call returns
     * @return why it did not work, with its code first; empty when it did
     */
    Optional<String> reset(String userPrincipalName, char[] newPassword) {
        Optional<CloudUsers.CloudUser> person = users.find(userPrincipalName);
        if (person.isEmpty()) {
            return Optional.of("SSPR_0011: there is no such account");
        }
        Optional<String> refusal = refusalOfTheCloud(person.get());
        @Nullable String failure = refusal.orElseGet(() -> writeBack(person.get(), newPassword));
        audits.selfServiceReset(person.get(), failure);
        return Optional.ofNullable(failure);
    }

    /** Who can be asked to try it: accounts of the domain. */
    List<CloudUsers.CloudUser> candidates() {
        return users.synchronised();
    }

    private Optional<String> refusalOfTheCloud(CloudUsers.CloudUser person) {
        if (!state.get(StateKeys.LICENCE_P1)) {
            return Optional.of("SSPR_0012: the organisation lacks the licence for password reset");
        }
        if (state.get(StateKeys.SSPR_SCOPE).equals("none")) {
            return Optional.of("SSPR_0009: password reset is not enabled for this organisation");
        }
        if (!users.mayResetThemselves(person)) {
            return Optional.of("SSPR_0013: the account is not in the group that password reset is enabled for");
        }
        if (!users.isRegistered(person)) {
            return Optional.of("SSPR_0014: the account has not registered for password reset");
        }
        return Optional.empty();
    }

    private @Nullable String writeBack(CloudUsers.CloudUser person, char[] newPassword) {
        Outcome outcome = engine.selfService(person.userPrincipalName(), newPassword);
        return outcome instanceof Outcome.Failed failed ? failed.code() + ": " + failed.detail() : null;
    }
}
