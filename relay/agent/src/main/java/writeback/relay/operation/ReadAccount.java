package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.READ_ACCOUNT;

import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.Optional;
import writeback.relay.directory.AccountReader;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
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
        return DomainChoice.reading(directories, context, directory -> read(directory, context));
    }

    private static Outcome read(Directory directory, OperationContext context) {
        String name = context.arguments().getOrDefault(ARGUMENT, "").strip();
        if (name.isEmpty() || name.length() > NAME_AT_MOST) {
            return new Outcome.Failed("bad-argument", "account is empty or too long");
        }
        try (DomainSession session = directory.openReading()) {
            Optional<SearchResultEntry> found = AccountReader.find(session, name);
            if (found.isEmpty()) {
                return new Outcome.Failed("no-such-account", "no account of that name is to be seen");
            }
            return Troubles.done(AccountReader.facts(
                    session,
                    found.get(),
                    directory.settings().pilotOu(),
                    context.clock().instant()));
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }
}
