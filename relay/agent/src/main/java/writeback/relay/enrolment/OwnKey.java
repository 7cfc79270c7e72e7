package writeback.relay.enrolment;

import java.util.function.Supplier;
import writeback.relay.protocol.message.SigningKey;

/** The agent's own key, which may change while it runs. */
public final class OwnKey implements Supplier<SigningKey> {

    private volatile SigningKey present;

    public OwnKey(SigningKey present) {
        this.present = present;
    }

    @Override
    public SigningKey get() {
        return present;
    }

    void replace(SigningKey next) {
        present = next;
    }
}
