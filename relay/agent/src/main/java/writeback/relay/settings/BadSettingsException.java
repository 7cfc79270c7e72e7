package writeback.relay.settings;

import java.util.List;

/** {@code relay.yaml} cannot be used as it is. Each problem is a sentence for the relay's owner. */
public final class BadSettingsException extends RuntimeException {

    private final List<String> problems;

    BadSettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
