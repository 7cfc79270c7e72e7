package writeback.relay.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong so far. */
final class Problems {

    private final String file;
    private final List<String> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    /** @param line from 1 */
    void add(int line, String key, String what) {
        found.add(file + " line " + line + ": " + key + ": " + what);
    }

    boolean none() {
        return found.isEmpty();
    }

    /** @throws BadSettingsException if there is any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new BadSettingsException(found);
        }
    }
}
