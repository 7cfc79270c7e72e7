package writeback.relay;

import java.nio.file.Path;
import java.util.List;

/** The last word of a command line may name the settings; without it they lie in the working directory. */
record SettingsFile(List<String> words, Path path) {

    /** Takes the settings off the end of the words. */
    static SettingsFile after(List<String> words) {
        int last = words.size() - 1;
        boolean named = last >= 0 && words.get(last).matches("(?i).*\\.ya?ml");
        return new SettingsFile(
                named ? words.subList(0, last) : words, Path.of(named ? words.get(last) : "relay.yaml"));
    }
}
