package writeback.bot.chat;

import writeback.bot.premises.Relay;

/** How a relay stands, the worst first. */
enum RelayStanding {
    REMOVED("default"),
    WAITING("warning"),
    NEVER("attention"),
    SILENT("attention"),
    TROUBLED("attention"),
    HALTED("warning"),
    CONNECTED("good");

    private final String style;

    RelayStanding(String style) {
        this.style = style;
    }

    static RelayStanding of(Relay relay) {
        if (relay.state() != Relay.State.TRUSTED) {
            return relay.state() == Relay.State.WAITING ? WAITING : REMOVED;
        }
        if (!relay.connected()) {
            return relay.lastPoll() == null ? NEVER : SILENT;
        }
        if (relay.trouble() != null) {
            return TROUBLED;
        }
        return relay.halt() == null ? CONNECTED : HALTED;
    }

    /** Whether it serves a capability now. */
    static boolean serves(Relay relay, String capability) {
        return of(relay) == CONNECTED && relay.capabilities().contains(capability);
    }

    String label(Words words) {
        return words.get("relay.state." + Words.camel(name()));
    }

    /** Of a card's text that says the same. */
    String style() {
        return style;
    }
}
