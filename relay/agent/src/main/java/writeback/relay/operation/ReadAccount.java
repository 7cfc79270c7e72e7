package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.READ_ACCOUNT;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.util.Optional;
import writeback.relay.directory.AccountReader;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Outcome;

/** Reads one user account. Fails with {@code no-such-account} when there is none of that name, or it is hidden. */
final class ReadAccount implements Operation {

    private static final String ARGUMENT = "account";
    /** Longer than any distinguished name that the directory takes. */
    private static final int NAME_AT_MOST = 2048;

    private final Directories directories;

    ReadAccount(Directories directories) {
        this.directories = directories;
    }

    @Override
    public String name() {
        return READ_ACCOUNT;
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
        return false;
    }

    @Override
    public Outcome run(OperationContext context) {
        String name = context.arguments().getOrDefault(ARGUMENT, "").strip();
        return name.isEmpty() || name.length() > NAME_AT_MOST
                ? new Outcome.Failed("bad-argument", "account is empty or too long")
                : DomainChoice.readingOf(
                        name, directories, context, directory -> read(directory, name, context.clock()));
    }

    private static Outcome read(Directory directory, String name, Clock clock) {
        try (Look look = new Look(Look.LIMIT)) {
            return look.line(directory::openReading)
                    .read("the account", session -> Sighting.seen(read(session, name, directory, clock)))
                    .sighting()
                    .fold(outcome -> outcome, unseen -> Troubles.failed("directory", unseen));
        }
    }

    private static Outcome read(DomainSession session, String name, Directory directory, Clock clock) {
        try {
            Optional<SearchResultEntry> found = AccountReader.find(session, name);
            return found.isEmpty()
                    ? new Outcome.Failed("no-such-account", "no account of that name is to be seen")
                    : Troubles.done(AccountReader.facts(
                            session, found.get(), directory.settings().pilotOu(), clock.instant()));
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }
}
