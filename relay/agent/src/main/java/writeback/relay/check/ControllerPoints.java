package writeback.relay.check;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.PolicyHints;
import writeback.relay.guard.Limits;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.plan.RehearsePolicy;

/** What is to be said of the domain controllers that the relay speaks to. */
final class ControllerPoints {

    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration CLOCKS_AGREE = Duration.ofSeconds(30);

    /** As Kerberos has it by default (MS-KILE 3.3.1). */
    private static final Duration CLOCKS_BORNE = Duration.ofMinutes(5);

    private final Directory directory;
    private final Limits limits;
    private final Clock clock;

    ControllerPoints(Directory directory, Limits limits, Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
    }

    void write(Sheet sheet, DomainSession session) throws DirectoryTrouble {
        certificate(sheet, session);
        clocks(sheet, session);
    }

    private void certificate(Sheet sheet, DomainSession session) {
        Optional<X509Certificate> shown = session.certificate();
        if (shown.isEmpty()) {
            sheet.ok("directory.ca-file", "is not needed by the reading account: Kerberos encrypts");
            return;
        }
        Instant end = shown.get().getNotAfter().toInstant();
        String seen = "the certificate is for " + directory.settings().reach().host() + ", from "
                + shown.get().getIssuerX500Principal() + ", valid until " + end;
        if (end.isBefore(clock.instant().plus(SOON))) {
            sheet.warning("directory.ca-file", seen, "see that the domain controller gets another one before");
        } else {
            sheet.ok("directory.ca-file", seen);
        }
    }

    private void clocks(Sheet sheet, DomainSession session) throws DirectoryTrouble {
        Sighting<Duration> ahead = session.clockAhead(clock.instant());
        ahead.fold(
                by -> {
                    String seen = session.host() + "'s is " + by.abs().toSeconds() + " s "
                            + (by.isNegative() ? "behind" : "ahead of") + " this machine's";
                    if (by.abs().compareTo(CLOCKS_AGREE) <= 0) {
                        sheet.ok("clock", seen);
                    } else if (by.abs().compareTo(CLOCKS_BORNE) <= 0) {
                        sheet.warning("clock", seen, "set the clock that is wrong");
                    } else {
                        sheet.problem(
                                "clock", seen, "set the clock that is wrong: Kerberos refuses beyond five minutes");
                    }
                    return by;
                },
                unseen -> {
                    sheet.notLookedAt("clock", unseen.detail());
                    return Duration.ZERO;
                });
    }

    /** A session of the reading account with the PDC emulator, if that is another one than this and answers. */
    Optional<DomainSession> pdcEmulator(Sheet sheet, DomainSession near) throws DirectoryTrouble {
        String about = "PDC emulator";
        Optional<String> holder = near.pdcEmulator();
        if (holder.isEmpty()) {
            sheet.problem(
                    about,
                    "is not to be found: fSMORoleOwner of the domain is hidden from the reading account",
                    "let it read the domain head; nothing is changed anywhere else");
            return Optional.empty();
        }
        Optional<DomainSession> other = Optional.empty();
        if (!holder.get().equalsIgnoreCase(near.host())) {
            try {
                Account reading = directory.settings().accounts().reading();
                other = Optional.of(directory.connector().openAt(holder.get(), reading));
            } catch (DirectoryTrouble e) {
                sheet.problem(
                        about,
                        holder.get() + " does not let the relay in: " + e.getMessage(),
                        "changes and rehearsals are made there and nowhere else: open the way to it");
                return Optional.empty();
            }
        }
        sheet.ok(about, holder.get() + " answers");
        bounds(sheet, holder.get());
        hints(sheet, other.orElse(near));
        return other;
    }

    private void bounds(Sheet sheet, String holder) {
        List<String> servers = limits.bounds().servers();
        if (Duties.of(limits).anyChange()
                && !servers.isEmpty()
                && servers.stream().noneMatch(holder::equalsIgnoreCase)) {
            sheet.problem(
                    limits.places().of("bounds.servers"),
                    "leaves out the PDC emulator, " + holder + ": no change is made",
                    "add it, if the domain is to be changed");
        }
    }

    private void hints(Sheet sheet, DomainSession session) {
        String about = "policy-hints control";
        if (PolicyHints.offered(session)) {
            sheet.ok(about, session.host() + " offers it");
        } else if (Duties.of(limits).allowed(RehearsePolicy.OPERATION)) {
            sheet.problem(
                    about,
                    session.host() + " does not offer it: a reset there does not obey the policy",
                    "needs Windows Server 2008 R2 with KB2386717, or newer; rehearsals cannot be made");
        } else {
            sheet.warning(about, session.host() + " does not offer it", "without it no rehearsal can be made");
        }
    }
}
