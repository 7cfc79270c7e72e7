package writeback.relay.operation;

import static writeback.relay.protocol.message.Operations.CAPABILITY_DIRECTORY;
import static writeback.relay.protocol.message.Operations.READ_COVERAGE;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import writeback.relay.directory.Directories;
import writeback.relay.directory.Directory;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.users.Containers;
import writeback.relay.directory.users.Coverage;
import writeback.relay.directory.users.UnfitRequest;
import writeback.relay.protocol.message.Outcome;

/** Reads one page of a walk over all users. Fails with {@link writeback.relay.protocol.message.Operations#CURSOR_REFUSED} when the walk has to begin anew, {@code container-hidden} when it would show less as all, or {@code bad-argument}. */
final class ReadCoverage implements Operation {

    private static final Pattern SIZE = Pattern.compile("1000|[1-9][0-9]{0,2}");

    /**
     * Each search of a page is bounded, their number is not: pages that turn out too wide are asked for again. Well below
     * the 60 seconds that the bot waits; it asks for the same page again, and then for a smaller one.
     */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Directories directories;
    private final Coverage coverage;
    private final Duration limit;

    ReadCoverage(Directories directories, Coverage coverage) {
        this(directories, coverage, LIMIT);
    }

    ReadCoverage(Directories directories, Coverage coverage, Duration limit) {
        this.directories = directories;
        this.coverage = coverage;
        this.limit = limit;
    }

    @Override
    public String name() {
        return READ_COVERAGE;
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
        return Look.within(
                limit, () -> DomainChoice.reading(directories, context, directory -> read(directory, context)));
    }

    private Outcome read(Directory directory, OperationContext context) {
        Map<String, String> arguments = context.arguments();
        String size = arguments.getOrDefault("size", "").strip();
        if (!SIZE.matcher(size).matches()) {
            return new Outcome.Failed("bad-argument", "size is no number from 1 to 1000");
        }
        try {
            return Troubles.done(coverage.page(
                    directory,
                    arguments.getOrDefault("connector", ""),
                    Containers.parse(
                            arguments.getOrDefault("containers", ""),
                            directory.settings().sync().userContainers()),
                    arguments.getOrDefault("cursor", ""),
                    Integer.parseInt(size),
                    context.clock()));
        } catch (UnfitRequest e) {
            return Troubles.failed(e);
        } catch (DirectoryTrouble e) {
            return Troubles.failed(e);
        }
    }
}
