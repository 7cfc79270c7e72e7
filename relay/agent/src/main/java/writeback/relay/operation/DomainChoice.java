package writeback.relay.operation;

import java.util.Optional;
import java.util.function.Function;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DomainName;
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

    /** The same for a look that ends in time as a whole. */
    static Outcome readingInTime(Directories directories, OperationContext context, Function<Directory, Outcome> run) {
        return Look.within(Look.LIMIT, () -> reading(directories, context, run));
    }

    /** As {@link #reading}, where a distinguished name tells the domain if the argument does not. */
    static Outcome readingOf(
            String name, Directories directories, OperationContext context, Function<Directory, Outcome> run) {
        String said = context.arguments().getOrDefault(ARGUMENT, "");
        Optional<String> told = said.isBlank() && name.indexOf('=') > 0 ? DomainName.ofObject(name) : Optional.empty();
        return of(directories, told.filter(directories.domains()::contains).orElse(said), run);
    }

    /** As {@link #readingOf}, for a look that ends in time as a whole. */
    static Outcome readingOfInTime(
            String name, Directories directories, OperationContext context, Function<Directory, Outcome> run) {
        return Look.within(Look.LIMIT, () -> readingOf(name, directories, context, run));
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
