package writeback.contracts;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The directories of this run: each started when the first class asks for it, all stopped at the end. */
final class Directories implements AutoCloseable {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Directories.class);

    private final Map<Kind, Directory> directories = new EnumMap<>(Kind.class);
    private final Map<Kind, LabProcess> labs = new EnumMap<>(Kind.class);

    private Directories() {}

    /** Those of the whole run, whichever class asks. */
    static Directories of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Directories.class, key -> new Directories(), Directories.class);
    }

    synchronized Directory get(Kind kind) {
        return directories.computeIfAbsent(kind, this::start);
    }

    private Directory start(Kind kind) {
        if (kind == Kind.WINDOWS) {
            return GivenDirectory.read();
        }
        LabProcess lab = LabProcess.start(kind);
        labs.put(kind, lab);
        return lab.directory();
    }

    @Override
    public synchronized void close() {
        labs.values().forEach(LabProcess::close);
    }
}
