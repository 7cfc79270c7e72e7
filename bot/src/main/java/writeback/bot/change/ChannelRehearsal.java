package writeback.bot.change;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.entra.changing.CloudReset;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.Evidence;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.plan.RehearseChannel;

/** The one action that the bot carries out itself: a reset in the cloud as the requester, watched until it arrives. */
@Component
class ChannelRehearsal {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUCCEEDED = "succeededAt";
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRehearsal.class);

    private final CloudReset reset;
    private final World world;
    private final ChangeLedger ledger;
    private final Proofs proofs;
    private final ChangeSettings settings;

    ChannelRehearsal(CloudReset reset, World world, ChangeLedger ledger, Proofs proofs, ChangeSettings settings) {
        this.reset = reset;
        this.world = world;
        this.ledger = ledger;
        this.proofs = proofs;
        this.settings = settings;
    }

    boolean start(ChangeRequest change, StoredAction action) {
        RehearseChannel rehearsal = (RehearseChannel) action.action();
        World.Arrivals seen = world.arrivals(rehearsal.account());
        Detail against = against(rehearsal, seen);
        if (!against.code().isEmpty()) {
            return refused(change, ActionState.PENDING, action, against);
        }
        Sighting<ChannelTarget> target = target(change, rehearsal, seen);
        if (!(target instanceof Seen<ChannelTarget> known && known.value() instanceof ChannelTarget.Found found)) {
            return refused(change, ActionState.PENDING, action, nobody(rehearsal, target));
        }
        if (change.expired(ledger.now())) {
            // looking took time; the caller finds it expired
            return true;
        }
        StoredAction started = action.started(Arrival.before(seen), ledger.now());
        if (!ledger.step(change, ActionState.PENDING, () -> started)) {
            return true;
        }
        return took(change, started, call(change, found));
    }

    boolean look(ChangeRequest change, StoredAction action) {
        String succeeded = action.progress().get(SUCCEEDED);
        return succeeded == null ? operation(change, action) : arrival(change, action, Instant.parse(succeeded));
    }

    /** After an interruption: only the directory and the sync server can tell. */
    boolean resolve(ChangeRequest change, StoredAction action) {
        RehearseChannel rehearsal = (RehearseChannel) action.action();
        World.Arrivals seen = world.arrivals(rehearsal.account());
        if (Arrival.judge(action.progress(), seen, rehearsal.userPrincipalName()) == Arrival.ARRIVED) {
            return proven(change, action, rehearsal, seen);
        }
        Instant began = action.startedAt() == null ? change.movedAt() : action.startedAt();
        Instant end = began.plus(settings.operationFor()).plus(settings.arrivalFor());
        if (ledger.now().isBefore(end)) {
            ledger.lookAgain(change, action.detail(), ledger.now().plus(settings.verifyEvery()));
            return false;
        }
        return cannotTell(change, action, rehearsal, ActionState.FAILED, "interrupted; " + Arrival.why(seen));
    }

    private CloudReset.Started call(ChangeRequest change, ChannelTarget.Found target) {
        try {
            return reset.start(change.requester(), target.objectId());
        } catch (RuntimeException e) {
            LOG.warn("the reset of change {} ended in a fault; it is in doubt and will be looked for", change.id(), e);
            return new CloudReset.Started.InDoubt(e.getClass().getSimpleName());
        }
    }

    private boolean took(ChangeRequest change, StoredAction action, CloudReset.Started started) {
        if (started instanceof CloudReset.Started.Accepted accepted) {
            return ledger.step(
                    change,
                    ActionState.STARTED,
                    () -> action.running(accepted.operation().toString()));
        }
        if (started instanceof CloudReset.Started.Refused refused) {
            Detail why = new Detail("refused", Map.of("code", refused.code(), "detail", refused.detail()));
            return refused(change, ActionState.STARTED, action, why);
        }
        String detail = ((CloudReset.Started.InDoubt) started).detail();
        return ledger.step(change, ActionState.STARTED, () -> action.inDoubt(Detail.of("in-doubt", "detail", detail)));
    }

    private boolean operation(ChangeRequest change, StoredAction action) {
        RehearseChannel rehearsal = (RehearseChannel) action.action();
        if (action.handle() == null || action.startedAt() == null) {
            throw new IllegalStateException("running without an operation: " + change.id() + " " + action.index());
        }
        CloudReset.Progress progress = reset.look(change.requester(), URI.create(action.handle()));
        if (progress instanceof CloudReset.Progress.Succeeded) {
            Map<String, String> now = new HashMap<>(action.progress());
            now.put(SUCCEEDED, ledger.now().toString());
            return ledger.step(change, ActionState.RUNNING, () -> action.progressed(now));
        }
        if (progress instanceof CloudReset.Progress.Failed failed) {
            return refuted(change, action, rehearsal, failed.detail());
        }
        if (ledger.now().isBefore(action.startedAt().plus(settings.operationFor()))) {
            ledger.lookAgain(change, Detail.of("cloud-at-work"), ledger.now().plus(settings.operationEvery()));
            return false;
        }
        String why = progress instanceof CloudReset.Progress.Unseen unseen
                ? "the operation cannot be seen: " + unseen.detail()
                : "the operation does not end";
        return ledger.step(change, ActionState.RUNNING, () -> action.inDoubt(Detail.of("in-doubt", "detail", why)));
    }

    private boolean arrival(ChangeRequest change, StoredAction action, Instant succeeded) {
        RehearseChannel rehearsal = (RehearseChannel) action.action();
        World.Arrivals seen = world.arrivals(rehearsal.account());
        Arrival arrival = Arrival.judge(action.progress(), seen, rehearsal.userPrincipalName());
        if (arrival == Arrival.ARRIVED) {
            return proven(change, action, rehearsal, seen);
        }
        if (ledger.now().isBefore(succeeded.plus(settings.arrivalFor()))) {
            ledger.lookAgain(change, Detail.of("not-arrived-yet"), ledger.now().plus(settings.operationEvery()));
            return false;
        }
        return arrival == Arrival.NOT_THERE
                ? refuted(change, action, rehearsal, "the cloud reports success, and the password in AD has not moved")
                : cannotTell(change, action, rehearsal, ActionState.DONE, Arrival.why(seen));
    }

    private boolean proven(ChangeRequest change, StoredAction action, RehearseChannel rehearsal, World.Arrivals seen) {
        Map<String, String> details = new HashMap<>();
        details.put("account", rehearsal.userPrincipalName());
        details.put("domainController", seen.account().fold(AccountFacts::domainController, unseen -> ""));
        details.put("server", world.syncServer());
        Detail how = new Detail("proven", details);
        return end(change, action, rehearsal, Evidence.Result.PROVEN, ActionState.DONE, how);
    }

    private boolean refuted(ChangeRequest change, StoredAction action, RehearseChannel rehearsal, String detail) {
        Detail how = new Detail("refuted", Map.of("detail", detail, "account", rehearsal.userPrincipalName()));
        return end(change, action, rehearsal, Evidence.Result.REFUTED, ActionState.DONE, how);
    }

    private boolean cannotTell(
            ChangeRequest change, StoredAction action, RehearseChannel rehearsal, ActionState end, String why) {
        Detail how = Detail.of("cannot-tell", "why", why);
        return end(change, action, rehearsal, Evidence.Result.CANNOT_TELL, end, how);
    }

    private boolean end(
            ChangeRequest change,
            StoredAction action,
            RehearseChannel rehearsal,
            Evidence.Result result,
            ActionState end,
            Detail how) {
        return proofs.end(
                change,
                action.state(),
                Claim.CHANNEL,
                rehearsal.domain(),
                result,
                how.args(),
                () -> action.ended(end, how, result(result, how), ledger.now()));
    }

    /** In the shape of the relay's own rehearsal, for whoever shows both. */
    private static String result(Evidence.Result result, Detail how) {
        return JSON.writeValueAsString(Map.of("conclusion", result.name(), "detail", how.text()));
    }

    /** A reset that was never made says nothing of the channel. */
    private boolean refused(ChangeRequest change, ActionState seen, StoredAction action, Detail why) {
        return ledger.step(change, seen, () -> action.ended(ActionState.REFUSED, why, null, ledger.now()));
    }

    /** Looked at anew, since there was time for the name to become somebody else's. */
    private Sighting<ChannelTarget> target(ChangeRequest change, RehearseChannel rehearsal, World.Arrivals seen) {
        return seen.account()
                .flatMap(account ->
                        ChannelTarget.of(account, world.cloudUser(change.requester(), rehearsal.userPrincipalName())));
    }

    private static Detail nobody(RehearseChannel rehearsal, Sighting<ChannelTarget> target) {
        return target.fold(
                known -> new Detail(
                        "refused",
                        Map.of("code", ((ChannelTarget.Nobody) known).code(), "detail", rehearsal.userPrincipalName())),
                unseen -> new Detail(
                        "refused",
                        Map.of("code", "cannot-see-cloud", "detail", unseen.cause() + " " + unseen.detail())));
    }

    /** The relay guards its own resets; this one goes another way, so the same bounds are checked here. */
    private static Detail against(RehearseChannel rehearsal, World.Arrivals seen) {
        if (seen.account() instanceof Unseen<AccountFacts> unseen) {
            return new Detail(
                    "refused", Map.of("code", "cannot-see", "detail", unseen.cause() + " " + unseen.detail()));
        }
        AccountFacts account = ((Seen<AccountFacts>) seen.account()).value();
        boolean testAccount = account.insidePilotOu()
                && !account.adminCount()
                && account.enabled()
                && account.userPrincipalName().equalsIgnoreCase(rehearsal.userPrincipalName());
        if (!testAccount) {
            return new Detail("refused", Map.of("code", "not-a-test-account", "detail", account.distinguishedName()));
        }
        return Arrival.before(seen).isEmpty()
                ? new Detail("refused", Map.of("code", "cannot-see", "detail", Arrival.why(seen)))
                : Detail.NONE;
    }
}
