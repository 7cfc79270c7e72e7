package writeback.bot.runbook;

import static writeback.bot.runbook.UserCheck.ADMINISTRATOR;
import static writeback.bot.runbook.UserCheck.CANNOT_CHANGE;
import static writeback.bot.runbook.UserCheck.CLOUD;
import static writeback.bot.runbook.UserCheck.CONNECTOR;
import static writeback.bot.runbook.UserCheck.DIRECTORY;
import static writeback.bot.runbook.UserCheck.ENABLED;
import static writeback.bot.runbook.UserCheck.EXPIRED;
import static writeback.bot.runbook.UserCheck.INHERITANCE;
import static writeback.bot.runbook.UserCheck.LICENSED;
import static writeback.bot.runbook.UserCheck.LOCKED;
import static writeback.bot.runbook.UserCheck.MINIMUM_AGE;
import static writeback.bot.runbook.UserCheck.NEVER_EXPIRES;
import static writeback.bot.runbook.UserCheck.PASSWORD_SET;
import static writeback.bot.runbook.UserCheck.PLACE;
import static writeback.bot.runbook.UserCheck.PROTECTED;
import static writeback.bot.runbook.UserCheck.REGISTERED;
import static writeback.bot.runbook.UserCheck.RESET_PASSWORD;
import static writeback.bot.runbook.UserCheck.SCOPE;
import static writeback.bot.runbook.UserCheck.SWITCH;
import static writeback.bot.runbook.UserCheck.SYNCED;
import static writeback.bot.runbook.UserCheck.UNEXPIRE;
import static writeback.bot.runbook.UserCheck.WRITE_LAST_SET;
import static writeback.bot.runbook.UserCheck.WRITE_LOCKOUT;
import static writeback.bot.runbook.UserSightings.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import writeback.bot.runbook.UserFinding.Weight;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.Sighting;

/**
 * One row of the explanation's table: what is bent, and what that check then says.
 *
 * @param answer the verdict that follows, nothing else being bent
 */
public record UserBend(
        UserCheck check, Weight weight, String reason, Explanation.Answer answer, Consumer<UserSightings> bend) {

    private static final Instant LATER = NOW.plus(Duration.ofHours(20));
    private static final Instant EARLIER = NOW.minus(Duration.ofHours(20));
    private static final Duration DAY = Duration.ofDays(1);

    /** For each check every reason that it can give, and each way in which it cannot be told. */
    public static final List<UserBend> ALL = List.of(
            fine(SWITCH, "on", it -> {}),
            stops(SWITCH, "off", it -> it.writeback = Sighting.seen(false)),
            stops(SWITCH, "staging", it -> it.scheduler = Sightings.scheduler(true, true, false, true)),
            stops(SWITCH, "stopped", it -> it.service = Sighting.seen(false)),
            unknown(SWITCH, "unseen", it -> it.writeback = unseen()),
            unknown(SWITCH, "unseen", it -> it.service = unseen()),
            unknown(SWITCH, "unseen", it -> it.scheduler = unseen()),
            unknown(SWITCH, "unseen", it -> it.connect = unseen()),
            stops(CLOUD, "disabled", it -> it.cloudEnabled = Sighting.seen(false)),
            unknown(CLOUD, "unseen", it -> it.cloudEnabled = unseen()),
            unknown(CLOUD, "unseen", it -> it.cloud = unseen()),
            unknown(CLOUD, "needsName", it -> it.cloud = Sighting.unseen(Cause.NOT_YET_LOOKED, "")),
            fine(SYNCED, "yes", it -> {}),
            fine(SYNCED, "yes", it -> it.scope = unseen()),
            unknown(SYNCED, "scopeDiffers", it -> it.scope = Sighting.seen(false)),
            unknown(SYNCED, "unseen", it -> it.origin = unseen()),
            stops(SYNCED, "notInCloud", it -> it.cloud = Sighting.seen(Optional.empty())),
            unknown(SYNCED, "noSuchUser", it -> {
                it.cloud = Sighting.seen(Optional.empty());
                it.directory = unseen();
            }),
            stops(SYNCED, "cloudOnly", it -> it.origin = UserSightings.origin(false, null)),
            stops(SYNCED, "cloudManaged", it -> it.origin = UserSightings.origin(false, UserSightings.SID)),
            stops(SYNCED, "otherAccount", it -> it.origin = UserSightings.origin(true, "S-1-5-21-1-2-3-9")),
            stops(SYNCED, "outOfScope", it -> {
                it.cloud = unseen();
                it.scope = Sighting.seen(false);
            }),
            fine(LICENSED, "yes", it -> {}),
            stops(LICENSED, "no", it -> it.plan = Sighting.seen(new CloudUser.Plan(null))),
            unknown(LICENSED, "unseen", it -> it.plan = unseen()),
            fine(SCOPE, "in", it -> {}),
            stops(SCOPE, "out", it -> it.registration = UserSightings.registration(false, true, false)),
            unknown(SCOPE, "noRow", it -> it.registration = Sighting.seen(Optional.empty())),
            unknown(SCOPE, "unseen", it -> it.registration = unseen()),
            fine(REGISTERED, "yes", it -> {}),
            stops(REGISTERED, "no", it -> it.registration = UserSightings.registration(true, false, false)),
            remark(ADMINISTRATOR, "is", it -> it.registration = UserSightings.registration(true, true, true)),
            stops(DIRECTORY, "absent", it -> {
                it.directory = Sighting.seen(Optional.empty());
                it.origin = UserSightings.origin(false, null);
            }),
            unknown(DIRECTORY, "hidden", it -> it.directory = Sighting.seen(Optional.empty())),
            unknown(DIRECTORY, "hidden", it -> {
                it.directory = Sighting.seen(Optional.empty());
                it.cloud = unseen();
            }),
            unknown(DIRECTORY, "unseen", it -> it.directory = unseen()),
            fine(ENABLED, "yes", it -> {}),
            stops(ENABLED, "no", it -> it.enabled = false),
            fine(EXPIRED, "never", it -> {}),
            fine(EXPIRED, "later", it -> it.expiry = Sighting.seen(new ConnectorFacts.Expiry(LATER))),
            stops(EXPIRED, "since", it -> it.expiry = Sighting.seen(new ConnectorFacts.Expiry(EARLIER))),
            stops(EXPIRED, "since", it -> it.expiry = Sighting.seen(new ConnectorFacts.Expiry(NOW))),
            unknown(EXPIRED, "unseen", it -> it.expiry = unseen()),
            fine(LOCKED, "no", it -> {}),
            remark(LOCKED, "yes", it -> it.locked = Sighting.seen(true)),
            unknown(LOCKED, "unseen", it -> it.locked = unseen()),
            fine(PROTECTED, "no", it -> {}),
            stops(PROTECTED, "member", it -> it.protection = UserSightings.protection(true, false, "Domain Admins")),
            stops(PROTECTED, "once", it -> it.protection = UserSightings.protection(true, true)),
            remark(PROTECTED, "protectedUsers", it -> it.protection = UserSightings.protection(false, true)),
            unknown(PROTECTED, "unseen", it -> it.protection = unseen()),
            fine(INHERITANCE, "on", it -> {}),
            remark(INHERITANCE, "offGranted", it -> it.inheritanceOff = Sighting.seen(true)),
            stops(INHERITANCE, "off", it -> {
                it.inheritanceOff = Sighting.seen(true);
                it.connector = UserSightings.rights(Grant.MISSING);
            }),
            unknown(INHERITANCE, "offCannotTell", it -> {
                it.inheritanceOff = Sighting.seen(true);
                it.connector = unseen();
            }),
            unknown(INHERITANCE, "unseen", it -> it.inheritanceOff = unseen()),
            fine(PLACE, "plain", it -> {}),
            unknown(PLACE, "awkward", it -> it.awkward = Sighting.seen(List.of("OU=a+b"))),
            unknown(PLACE, "unseen", it -> it.awkward = unseen()),
            fine(MINIMUM_AGE, "zero", it -> {}),
            fine(MINIMUM_AGE, "zeroPso", it -> it.policy = UserSightings.policy("Staff", Duration.ZERO, null)),
            remark(MINIMUM_AGE, "passed", it -> it.policy = UserSightings.policy(null, DAY, null)),
            remark(MINIMUM_AGE, "passed", it -> it.policy = UserSightings.policy(null, DAY, NOW)),
            remark(MINIMUM_AGE, "passedPso", it -> it.policy = UserSightings.policy("Staff", DAY, EARLIER)),
            stops(MINIMUM_AGE, "until", it -> it.policy = UserSightings.policy(null, DAY, LATER)),
            stops(MINIMUM_AGE, "untilPso", it -> it.policy = UserSightings.policy("Staff", DAY, LATER)),
            unknown(MINIMUM_AGE, "unseen", it -> it.policy = unseen()),
            fine(CANNOT_CHANGE, "no", it -> {}),
            stops(CANNOT_CHANGE, "yes", it -> it.mayNotChange = Sighting.seen(true)),
            unknown(CANNOT_CHANGE, "unseen", it -> it.mayNotChange = unseen()),
            fine(PASSWORD_SET, "at", it -> {}),
            remark(
                    PASSWORD_SET,
                    "mustChange",
                    it -> it.passwordSet = Sighting.seen(new AccountFacts.PasswordSet(null))),
            unknown(PASSWORD_SET, "unseen", it -> it.passwordSet = unseen()),
            fine(NEVER_EXPIRES, "no", it -> {}),
            remark(NEVER_EXPIRES, "yes", it -> it.neverExpires = Sighting.seen(true)),
            unknown(NEVER_EXPIRES, "unseen", it -> it.neverExpires = unseen()),
            unknown(CONNECTOR, "unseen", it -> it.connector = unseen()),
            fine(RESET_PASSWORD, "granted", it -> {}),
            stops(RESET_PASSWORD, "missing", it -> rights(it, Grant.MISSING, Grant.GRANTED, Grant.GRANTED)),
            stops(RESET_PASSWORD, "denied", it -> rights(it, Grant.DENIED, Grant.GRANTED, Grant.GRANTED)),
            unknown(RESET_PASSWORD, "cannotTell", it -> rights(it, Grant.CANNOT_TELL, Grant.GRANTED, Grant.GRANTED)),
            stops(RESET_PASSWORD, "missingInheritance", it -> {
                it.inheritanceOff = Sighting.seen(true);
                it.connector = UserSightings.rights(Grant.MISSING);
            }),
            stops(RESET_PASSWORD, "missingProtected", it -> {
                it.protection = UserSightings.protection(true, false);
                it.inheritanceOff = Sighting.seen(true);
                it.connector = UserSightings.rights(Grant.MISSING);
            }),
            remark(INHERITANCE, "offProtected", Explanation.Answer.NO, it -> {
                it.protection = UserSightings.protection(true, false, "Account Operators");
                it.inheritanceOff = Sighting.seen(true);
            }),
            fine(WRITE_LOCKOUT, "granted", it -> {}),
            stops(WRITE_LOCKOUT, "missing", it -> rights(it, Grant.GRANTED, Grant.MISSING, Grant.GRANTED)),
            unknown(WRITE_LOCKOUT, "cannotTell", it -> rights(it, Grant.GRANTED, Grant.CANNOT_TELL, Grant.GRANTED)),
            fine(WRITE_LAST_SET, "granted", it -> {}),
            stops(WRITE_LAST_SET, "denied", it -> rights(it, Grant.GRANTED, Grant.GRANTED, Grant.DENIED)),
            unknown(WRITE_LAST_SET, "cannotTell", it -> rights(it, Grant.GRANTED, Grant.GRANTED, Grant.CANNOT_TELL)),
            fine(UNEXPIRE, "granted", it -> {}),
            remark(UNEXPIRE, "missing", it -> unexpire(it, Grant.MISSING)),
            remark(UNEXPIRE, "missing", it -> unexpire(it, Grant.DENIED)),
            remark(UNEXPIRE, "cannotTell", it -> unexpire(it, Grant.CANNOT_TELL)));

    public Explanation explained() {
        UserSightings user = new UserSightings();
        bend.accept(user);
        return Explanation.of(user.look());
    }

    @Override
    public String toString() {
        return check + " " + weight + " " + reason;
    }

    private static void rights(UserSightings it, Grant reset, Grant lockout, Grant lastSet) {
        it.connector = UserSightings.rights(reset, lockout, lastSet, Grant.GRANTED);
    }

    private static void unexpire(UserSightings it, Grant grant) {
        it.connector = UserSightings.rights(Grant.GRANTED, Grant.GRANTED, Grant.GRANTED, grant);
    }

    private static <T> Sighting<T> unseen() {
        return Sighting.unseen(Cause.TIMEOUT, "too late");
    }

    private static UserBend fine(UserCheck check, String reason, Consumer<UserSightings> bend) {
        return new UserBend(check, Weight.FINE, reason, Explanation.Answer.YES, bend);
    }

    private static UserBend remark(UserCheck check, String reason, Consumer<UserSightings> bend) {
        return remark(check, reason, Explanation.Answer.YES, bend);
    }

    private static UserBend remark(
            UserCheck check, String reason, Explanation.Answer answer, Consumer<UserSightings> bend) {
        return new UserBend(check, Weight.REMARK, reason, answer, bend);
    }

    private static UserBend stops(UserCheck check, String reason, Consumer<UserSightings> bend) {
        return new UserBend(check, Weight.STOPS, reason, Explanation.Answer.NO, bend);
    }

    private static UserBend unknown(UserCheck check, String reason, Consumer<UserSightings> bend) {
        return new UserBend(check, Weight.UNKNOWN, reason, Explanation.Answer.CANNOT_TELL, bend);
    }
}
