package writeback.relay.grouppolicy;

import java.util.ArrayList;
import java.util.List;

/**
 * Name of a file in SYSVOL.
 *
 * @param names folders below the share and the file's own name last
 */
public record SysvolFile(List<String> names) {

    public SysvolFile {
        names = List.copyOf(names);
    }

    public static SysvolFile of(String... names) {
        return new SysvolFile(List.of(names));
    }

    SysvolFile below(String... more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return new SysvolFile(all);
    }

    /** Another file in the same folder. */
    SysvolFile sibling(String suffix) {
        List<String> all = new ArrayList<>(names);
        all.set(all.size() - 1, all.get(all.size() - 1) + suffix);
        return new SysvolFile(all);
    }

    SysvolFile parent() {
        return new SysvolFile(names.subList(0, names.size() - 1));
    }

    /** As Windows writes it, from the share on. */
    @Override
    public String toString() {
        return String.join("\\", names);
    }
}
