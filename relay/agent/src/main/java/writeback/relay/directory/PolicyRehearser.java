package writeback.relay.directory;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;
import writeback.relay.protocol.message.PolicyRehearsal.Reset;

/**
 * Resets an account's password as writeback would: hinted, so that age and history apply (MS-ADTS 3.1.1.3.4.1.27).
 *
 * <p>One reset proves nothing, for it may pass because the password is old. Two in a row prove that the minimum age is zero,
 * unless {@code pwdLastSet} was zero between them, which waives the age; and that the same password is refused at the end
 * proves that the control had its effect at all. What writeback writes besides, {@code lockoutTime} and
 * {@code pwdLastSet}, is written last, for it would spoil the rest.
 */
public final class PolicyRehearser {

    private static final Duration RECENT = Duration.ofMinutes(10);

    private final DomainSession session;
    private final String distinguishedName;
    private final Control hints;
    private final Clock clock;
    private final List<Reset> resets = new ArrayList<>();

    /** @param session of the rehearsal account */
    public PolicyRehearser(DomainSession session, String distinguishedName, Control hints, Clock clock) {
        this.session = session;
        this.distinguishedName = distinguishedName;
        this.hints = hints;
        this.clock = clock;
    }

    /** Runs it; whatever the directory answers is a result. */
    public PolicyRehearsal run() {
        try (RandomPassword first = new RandomPassword();
                RandomPassword second = new RandomPassword()) {
            if (!succeeds("first", first)) {
                return ended(lastReset());
            }
            Optional<String> waived = ageWaived();
            if (waived.isPresent()) {
                return concluded(Conclusion.CANNOT_TELL, waived.get());
            }
            if (!succeeds("second", second)) {
                return ended(lastReset());
            }
            if (succeeds("reuse", second)) {
                return concluded(
                        Conclusion.CANNOT_TELL, "the same password was accepted again, so the policy was not asked");
            }
            if (!lastReset().win32().equals(Win32Code.PASSWORD_RESTRICTION)) {
                return concluded(
                        Conclusion.CANNOT_TELL, "the same password was refused, but not for the policy's sake");
            }
            return concluded(Conclusion.PROVEN, writeWhatWritebackWrites());
        }
    }

    private PolicyRehearsal ended(Reset reset) {
        return reset.win32().equals(Win32Code.PASSWORD_RESTRICTION)
                ? concluded(Conclusion.REFUSED, "the " + reset.attempt() + " reset was refused by the password policy")
                : concluded(
                        Conclusion.CANNOT_TELL,
                        "the " + reset.attempt() + " reset failed, but not for the policy's sake: LDAP "
                                + reset.ldapResult());
    }

    private PolicyRehearsal concluded(Conclusion conclusion, String detail) {
        return new PolicyRehearsal(
                conclusion, session.host(), distinguishedName, clock.instant(), detail, List.copyOf(resets), List.of());
    }

    private Reset lastReset() {
        return resets.get(resets.size() - 1);
    }

    private boolean succeeds(String attempt, RandomPassword password) {
        ModifyRequest request = new ModifyRequest(
                distinguishedName, new Modification(ModificationType.REPLACE, "unicodePwd", password.bytes()));
        request.addControl(hints);
        try {
            session.modify(request);
            resets.add(new Reset(attempt, 0, ""));
            return true;
        } catch (LDAPException e) {
            resets.add(new Reset(attempt, e.getResultCode().intValue(), Win32Code.of(e.getDiagnosticMessage())));
            return false;
        }
    }

    /** Why the age may have been waived for the next reset, or empty. */
    private Optional<String> ageWaived() {
        try {
            Optional<String> value =
                    session.entry(distinguishedName, "pwdLastSet").map(entry -> entry.getAttributeValue("pwdLastSet"));
            if (value.isEmpty()) {
                return Optional.of("pwdLastSet is hidden from " + session.account());
            }
            long ticks = Ticks.number("pwdLastSet", value.get());
            if (ticks <= 0) {
                return Optional.of("pwdLastSet is 0 after the first reset, which waives the minimum age");
            }
            return Duration.between(Ticks.instant(ticks), now()).abs().compareTo(RECENT) > 0
                    ? Optional.of("pwdLastSet did not move with the first reset")
                    : Optional.empty();
        } catch (DirectoryTrouble e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The domain controller's time where it tells, so that a clock of ours that is wrong does not matter. */
    private Instant now() throws DirectoryTrouble {
        Optional<String> time = session.currentTime();
        if (time.isPresent()) {
            try {
                return StaticUtils.decodeGeneralizedTime(time.get()).toInstant();
            } catch (ParseException e) {
                return clock.instant();
            }
        }
        return clock.instant();
    }

    /** What could not be written, or empty. It proves nothing of the policy, so the conclusion stands. */
    private String writeWhatWritebackWrites() {
        StringBuilder refused = new StringBuilder();
        for (String[] write : new String[][] {{"lockoutTime", "0"}, {"pwdLastSet", "0"}, {"pwdLastSet", "-1"}}) {
            try {
                session.modify(new ModifyRequest(
                        distinguishedName, new Modification(ModificationType.REPLACE, write[0], write[1])));
            } catch (LDAPException e) {
                refused.append(refused.isEmpty() ? "not written: " : ", ")
                        .append(write[0])
                        .append('=')
                        .append(write[1])
                        .append(" (LDAP ")
                        .append(e.getResultCode().intValue())
                        .append(')');
            }
        }
        return refused.toString();
    }
}
