package writeback.relay.check;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.guard.Pause;
import writeback.relay.journal.JournalReport;
import writeback.relay.protocol.message.VerifyingKey;
import writeback.relay.settings.AgentSettings;
import writeback.relay.transport.ClientCertificate;

/** What lies on this machine: settings, keys, secrets, data folder, journal. */
final class OwnFiles implements Topic {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long LITTLE = 200 * MEGABYTE;
    private static final long NONE = 10 * MEGABYTE;
    private static final Duration SOON = Duration.ofDays(14);

    private final Path file;
    private final AgentSettings settings;
    private final Clock clock;

    OwnFiles(Path file, AgentSettings settings, Clock clock) {
        this.file = file;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String title() {
        return "this machine";
    }

    @Override
    public void look(Sheet sheet) {
        sheet.ok(String.valueOf(file.getFileName()), "every line is understood; its secrets are open to nobody else");
        sheet.ok(
                "agent.key-file",
                settings.keyPlaces().own() + ", fingerprint "
                        + settings.key().verifyingKey().fingerprint());
        commandKey(sheet);
        if (settings.line().certificate() != null) {
            certificate(sheet, settings.line().certificate());
        }
        dataFolder(sheet);
        if (settings.log().syslog() != null || settings.log().windowsEventLog()) {
            sheet.notLookedAt("log", "a try would leave a line in the company's log");
        }
    }

    private void commandKey(Sheet sheet) {
        String about = "bot.command-key-file";
        sheet.ok(
                about,
                settings.keyPlaces().command() + ", fingerprint "
                        + settings.commandKey().fingerprint());
        BotKeys keys = new BotKeys(settings.keyPlaces().command(), settings.commandKey());
        try {
            Optional<VerifyingKey> next = keys.announcement();
            if (next.isPresent() && keys.accepted().filter(next.get()::equals).isEmpty()) {
                sheet.warning(
                        about,
                        "the bot is going to command with another key, fingerprint "
                                + next.get().fingerprint(),
                        "compare it with the bot's administrators and run: writeback-relay accept-key");
            }
        } catch (IOException e) {
            sheet.warning(
                    about, "the key that the bot announced cannot be read: " + e.getMessage(), "look at the file");
        }
    }

    private void certificate(Sheet sheet, ClientCertificate certificate) {
        String about = "bot.client-certificate";
        try {
            boolean soon = certificate.end().isBefore(clock.instant().plus(SOON));
            String seen = certificate.file() + ", valid until " + certificate.end();
            if (soon) {
                sheet.warning(about, seen, "renew it before");
            } else {
                sheet.ok(about, seen);
            }
        } catch (IOException e) {
            sheet.problem(about, String.valueOf(e.getMessage()), "put a PKCS #12 file there that opens");
        }
    }

    private void dataFolder(Sheet sheet) {
        String about = settings.limits().places().of("agent.data-folder");
        Path folder = settings.dataFolder();
        if (!Files.isDirectory(folder)) {
            missing(sheet, about, folder);
            return;
        }
        try {
            otherOwner(sheet, about, folder);
            long free = Files.getFileStore(folder).getUsableSpace();
            String seen = folder + ", " + free / MEGABYTE + " MB free";
            if (!Files.isWritable(folder)) {
                sheet.problem(about, folder + " may not be written by this process", "give its account Modify there");
            } else if (free < NONE) {
                sheet.problem(about, seen, "make room: without it no change is started");
            } else if (free < LITTLE) {
                sheet.warning(about, seen, "make room before the journal and the backups have none");
            } else {
                sheet.ok(about, seen);
            }
        } catch (IOException e) {
            sheet.problem(about, folder + ": " + e, "look at the disk");
        }
        journal(sheet, folder);
        new Pause(folder)
                .reason()
                .ifPresent(why ->
                        sheet.warning("pause", "the relay does nothing, " + why, "writeback-relay resume ends it"));
    }

    private static void missing(Sheet sheet, String about, Path folder) {
        Path above = folder.toAbsolutePath().normalize();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above != null && Files.isDirectory(above) && Files.isWritable(above)) {
            sheet.ok(about, folder + " is not there yet; the first start makes it in " + above);
        } else {
            sheet.problem(about, folder + " is not there and cannot be made below " + above, "make it by hand");
        }
    }

    /** Whoever checks as somebody else learns what that person may do, not what the service may. */
    private static void otherOwner(Sheet sheet, String about, Path folder) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        String user = System.getProperty("user.name");
        String owner = posix ? Files.getOwner(folder).getName() : user;
        if (!owner.equals(user)) {
            sheet.warning(
                    about,
                    folder + " belongs to " + owner + ", and this check runs as " + user,
                    "run it as the account of the service: files and SYSVOL may be open to one and not to the other");
        }
    }

    private void journal(Sheet sheet, Path folder) {
        Path journal = folder.resolve("journal");
        if (!Files.exists(journal)) {
            sheet.ok("journal", "none yet: no change was asked for");
            return;
        }
        JournalReport report;
        try {
            report = JournalReport.read(folder);
        } catch (IOException e) {
            sheet.problem("journal", "cannot be read: " + e.getMessage(), "look at " + journal);
            return;
        }
        String owner = settings.identity().agent();
        Optional<String> lost = report.rows().stream()
                .filter(row -> row.missing() != null && owner.equals(row.agent()))
                .map(JournalReport.Row::missing)
                .findFirst();
        if (report.damage().isPresent()) {
            sheet.problem(
                    "journal",
                    "does not hold: " + report.damage().get() + "; no change is carried out",
                    "find out by whom it was changed, then: writeback-relay enrol --again");
        } else if (lost.isPresent()) {
            sheet.problem(
                    "journal",
                    "the bot knows line " + lost.get() + ", which is not in it; no change is carried out",
                    "find out what became of it, then: writeback-relay enrol --again");
        } else {
            sheet.ok("journal", report.rows().size() + " lines, the chain holds");
        }
    }
}
