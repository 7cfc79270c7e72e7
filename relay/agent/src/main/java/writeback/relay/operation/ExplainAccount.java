package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.EXPLAIN_ACCOUNT;

import java.util.Map;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.users.AccountExplainer;
import writeback.relay.directory.users.Containers;
import writeback.relay.directory.users.UnfitRequest;
import writeback.relay.protocol.message.Outcome;

/** Reads everything of one user that decides; fails with {@code no-such-account}, {@code several-accounts}, {@code not-a-user}, {@code other-domain} or {@code bad-argument}. */
final class ExplainAccount implements Operation {

    private final Directories directories;
    private final AccountExplainer explainer;

    ExplainAccount(Directories directories, AccountExplainer explainer) {
        this.directories = directories;
        this.explainer = explainer;
    }

    @Override
    public String name() {
        return EXPLAIN_ACCOUNT;
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
        String account = context.arguments().getOrDefault("account", "");
        return DomainChoice.readingOfInTime(account, directories, context, directory -> explain(directory, context));
    }

    private Outcome explain(Directory directory, OperationContext context) {
        Map<String, String> arguments = context.arguments();
        try {
            Containers containers = Containers.parse(
                    arguments.getOrDefault("containers", ""),
                    directory.settings().sync().userContainers());
            try (DomainSession session = directory.openReading()) {
                return Troubles.done(explainer.explain(
                        directory,
                        session,
                        arguments.getOrDefault("account", ""),
                        arguments.getOrDefault("connector", ""),
                        containers,
                        context.clock()));
            }
        } catch (UnfitRequest e) {
            return Troubles.failed(e);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }
}
