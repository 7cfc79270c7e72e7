package writeback.lab.writeback;

import static writeback.lab.writeback.ApplicationLog.PASSWORD_RESET;
import static writeback.lab.writeback.ApplicationLog.SYNC;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import writeback.lab.directory.DirectoryDescription;
import writeback.lab.writeback.ApplicationLog.Level;

/**
 * The practice organisation's password writeback: the hinted reset over LDAPS as the connector account, then the
 * lockout cleared and, after an administrator's reset, the user made to change.
 *
 * <p>Events as documented (Microsoft Learn, "Troubleshoot self-service password reset writeback"): 31009 to 31011 an
 * administrator's reset, 31001 to 31003 a person's own, 33008 and ADSync 6329 with hr 0x80230619 when the policy refused,
 * 33004 when a right is missing, 33002 when nobody has that name, 31015 and 31016 service started and stopped, 31019 the
 * heartbeat every five minutes.
 */
public final class EntraConnectWriteback implements WritebackEngine {

    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    private final DirectoryDescription directory;
    private final Path ca;
    private final Supplier<WritebackSwitches> switches;
    private final ApplicationLog log;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "writeback-heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private boolean serving;

    /**
     * @param ca PEM file of the CA that issued the directory's certificate
     * @param switches asked for each message and each heartbeat
     */
    public EntraConnectWriteback(
            DirectoryDescription directory, Path ca, Supplier<WritebackSwitches> switches, ApplicationLog log) {
        this.directory = directory;
        this.ca = ca;
        this.switches = switches;
        this.log = log;
        heart.scheduleAtFixedRate(this::beat, 1, HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Tells the service to look at its switches now: they changed. Writes its started, stopped or heartbeat event. */
    public synchronized void beat() {
        WritebackSwitches now = switches.get();
        boolean shouldServe = now.wizard() && now.serviceRunning() && !now.staging();
        if (shouldServe && !serving) {
            log.write(PASSWORD_RESET, 31015, Level.INFORMATION, "Password writeback service has started.");
        } else if (!shouldServe && serving) {
            log.write(PASSWORD_RESET, 31016, Level.INFORMATION, "Password writeback service has stopped.");
        }
        serving = shouldServe;
        if (serving) {
            log.write(PASSWORD_RESET, 31019, Level.INFORMATION, "Service Bus heartbeat succeeded.");
        }
    }

    @Override
    public Outcome resetPassword(String userPrincipalName, char[] newPassword) {
        return write(Kind.ADMINISTRATOR, userPrincipalName, newPassword);
    }

    @Override
    public Outcome selfService(String userPrincipalName, char[] newPassword) {
        return write(Kind.PERSON, userPrincipalName, newPassword);
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }

    private enum Kind {
        ADMINISTRATOR(31009, "ResetUserPasswordByAdminRequest"),
        PERSON(31001, "PasswordResetRequest");

        final int started;
        final String request;

        Kind(int started, String request) {
            this.started = started;
            this.request = request;
        }
    }

    private Outcome write(Kind kind, String userPrincipalName, char[] newPassword) {
        try {
            WritebackSwitches now = switches.get();
            if (!now.portal() || !now.wizard()) {
                return new Outcome.Failed(Outcome.Reason.NOT_ENABLED, "SSPR_0010", "password writeback is not enabled");
            }
            if (!now.serviceRunning() || now.staging()) {
                return new Outcome.Failed(
                        Outcome.Reason.UNREACHABLE, "SSPR_0030", "no sync server answered the request");
            }
            return deliver(kind, userPrincipalName, newPassword);
        } finally {
            Arrays.fill(newPassword, '\0');
        }
    }

    private Outcome deliver(Kind kind, String userPrincipalName, char[] newPassword) {
        String tracking =
                "TrackingId: " + UUID.randomUUID() + ", " + kind.request + ", UserPrincipalName: " + userPrincipalName;
        log.write(PASSWORD_RESET, kind.started, Level.INFORMATION, tracking + ", Request started");
        try (ConnectorConnection connector = ConnectorConnection.open(directory, ca)) {
            Optional<String> user = connector.user(userPrincipalName);
            if (user.isEmpty()) {
                return failed(
                        kind,
                        tracking,
                        33002,
                        new Outcome.Failed(
                                Outcome.Reason.NO_SUCH_USER, "SSPR_0029", "no enabled account has that name"));
            }
            Optional<String> hints = connector.hints();
            if (hints.isEmpty()) {
                log.write(SYNC, 6329, Level.ERROR, "The domain controller does not offer the password policy control.");
                return failed(
                        kind,
                        tracking,
                        33009,
                        new Outcome.Failed(
                                Outcome.Reason.DIRECTORY,
                                "SSPR_0029",
                                "the domain controller lacks the policy control"));
            }
            connector.reset(user.get(), newPassword, hints.get());
            connector.write(user.get(), "lockoutTime", "0");
            if (kind == Kind.ADMINISTRATOR) {
                connector.write(user.get(), "pwdLastSet", "0");
            }
            log.write(
                    PASSWORD_RESET,
                    kind.started + 1,
                    Level.INFORMATION,
                    tracking + ", Request succeeded, subject: "
                            + directory.accounts().connector().sam());
            return new Outcome.Written();
        } catch (LDAPException e) {
            return failed(kind, tracking, e);
        }
    }

    private Outcome failed(Kind kind, String tracking, LDAPException e) {
        String said = e.getMessage() == null ? e.getResultCode().getName() : e.getMessage();
        if (said.toUpperCase(java.util.Locale.ROOT).contains("0000052D")) {
            log.write(
                    SYNC,
                    6329,
                    Level.ERROR,
                    "BAIL: MMS: hr 0x80230619: A restriction prevents the password from being"
                            + " changed to the current one specified. " + said);
            return failed(
                    kind,
                    tracking,
                    33008,
                    new Outcome.Failed(
                            Outcome.Reason.POLICY,
                            "PasswordPolicyError",
                            "the domain's password policy refused: " + said));
        }
        if (e.getResultCode() == ResultCode.INSUFFICIENT_ACCESS_RIGHTS) {
            return failed(
                    kind,
                    tracking,
                    33004,
                    new Outcome.Failed(
                            Outcome.Reason.DENIED, "SSPR_0029", "the connector account lacks a right: " + said));
        }
        return failed(kind, tracking, 33001, new Outcome.Failed(Outcome.Reason.DIRECTORY, "SSPR_0030", said));
    }

    private Outcome failed(Kind kind, String tracking, int cause, Outcome.Failed outcome) {
        log.write(PASSWORD_RESET, cause, Level.ERROR, tracking + ", " + outcome.detail());
        log.write(
                PASSWORD_RESET,
                kind.started + 2,
                Level.ERROR,
                tracking + ", Request failed, reason " + outcome.reason());
        return outcome;
    }
}
