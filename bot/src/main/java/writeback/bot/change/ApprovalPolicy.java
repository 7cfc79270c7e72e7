package writeback.bot.change;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;
import writeback.bot.Place;
import writeback.bot.entra.reading.TenantReading;
import writeback.bot.identity.PersonId;
import writeback.bot.identity.Persons;
import writeback.bot.identity.Right;
import writeback.bot.identity.Rights;
import writeback.bot.identity.Sessions;
import writeback.bot.identity.SignedIn;
import writeback.bot.runbook.EntraRoles;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.plan.CanonicalPlan;

/** Who may ask, approve, reject. Default deny; what is not known is a no. */
@Component
class ApprovalPolicy {

    private final Place place;
    private final Sessions sessions;
    private final Persons persons;
    private final Rights rights;
    private final TenantReading tenant;
    private final ChangeSettings settings;

    ApprovalPolicy(
            Place place,
            Sessions sessions,
            Persons persons,
            Rights rights,
            TenantReading tenant,
            ChangeSettings settings) {
        this.place = place;
        this.sessions = sessions;
        this.persons = persons;
        this.rights = rights;
        this.tenant = tenant;
        this.settings = settings;
    }

    /** What speaks against this person doing it at all. */
    Optional<Refusal> against(PersonId person, Right right) {
        if (!person.tenant().equals(place.tenant().id())) {
            return Optional.of(Refusal.FOREIGN_TENANT);
        }
        if (signedIn(person).isEmpty()) {
            return Optional.of(Refusal.NOT_SIGNED_IN);
        }
        return rights.has(person, right) ? Optional.empty() : Optional.of(Refusal.NOT_ALLOWED);
    }

    /**
     * What speaks against this person deciding on what somebody asked for: four eyes belong to two humans.
     *
     * @param own when it is the very person who asked
     */
    Optional<Refusal> againstDeciding(PersonId by, PersonId asker, Refusal own) {
        if (by.equals(asker)) {
            return Optional.of(own);
        }
        return persons.same(by, asker) ? Optional.of(Refusal.OWN_ACCOUNT) : against(by, Right.APPROVE);
    }

    /** The yes that lets a change run now: another human's, for exactly this plan. */
    Optional<Approval> approval(ChangeRequest change) {
        return change.validApproval(CanonicalPlan.hash(change.planText()), persons);
    }

    Optional<SignedIn> signedIn(PersonId person) {
        return sessions.of(person).filter(session -> session.person().equals(person));
    }

    /** The role that lets this person approve, read now with their own token. */
    Role role(PersonId person) {
        Sighting<List<String>> roles = read(person);
        if (roles instanceof Unseen<List<String>> unseen) {
            return unseen.cause() == Cause.NOT_SIGNED_IN
                    ? new Role.None(Refusal.NOT_SIGNED_IN, unseen.detail())
                    : new Role.None(Refusal.ROLE_UNKNOWN, unseen.cause() + " " + unseen.detail());
        }
        return EntraRoles.thatEnableWriteback(((Seen<List<String>>) roles).value())
                .<Role>map(Role.Active::new)
                .orElseGet(() -> new Role.None(Refusal.NO_ROLE, ""));
    }

    private Sighting<List<String>> read(PersonId person) {
        try {
            return tenant.activeRoles(person, settings.roleDeadline()).join();
        } catch (CompletionException e) {
            return Sighting.unseen(Cause.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** Whether a role lets somebody approve. */
    sealed interface Role {
        record Active(String templateId) implements Role {}

        record None(Refusal why, String detail) implements Role {}
    }
}
