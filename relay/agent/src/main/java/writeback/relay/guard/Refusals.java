package writeback.relay.guard;

import writeback.relay.protocol.message.Outcome.Refused;

/** The guard's refusals that no setting decides; their codes are stable. */
final class Refusals {

    private Refusals() {}

    static Refused refuse(String code, String detail) {
        return new Refused(code, detail, "");
    }

    static Refused refuse(String code, String detail, String setting) {
        return new Refused(code, detail, setting);
    }
}
