package writeback.relay.operation;

import java.util.function.Function;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.protocol.message.Outcome;

/** Finds the domain that a command is about, or fails with {@code no-such-domain} and the names that are served. */
final class DomainChoice {

    /** Of every reading operation; absent or blank: the first domain of {@code relay.yaml}. */
    private static final String ARGUMENT = "domain";

    private DomainChoice() {}

    /** Runs a reading operation on the domain that its argument names. */
    static Outcome reading(Directories directories, OperationContext context, Function<Directory, Outcome> run) {
        return of(directories, context.arguments().getOrDefault(ARGUMENT, ""), run);
    }

    /** Runs something on the domain of that DNS name. */
    static Outcome of(Directories directories, String domain, Function<Directory, Outcome> run) {
        return directories
                .byDomain(domain)
                .map(run)
                .orElseGet(() -> new Outcome.Failed(
                        "no-such-domain", "this relay serves " + String.join(", ", directories.domains())));
    }
}
