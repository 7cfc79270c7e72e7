package writeback.bot.identity;

/** How the browser came back from the sign-in server. */
sealed interface Arrival {

    /** The person is signed in. */
    record Done(String accountName, String personName) implements Arrival {}

    /** Another account signed in; nothing is kept of it until the code is typed into the person's chat. */
    record CodeNeeded(String code, String accountName, String personName) implements Arrival {
        @Override
        public String toString() {
            return "CodeNeeded[...]";
        }
    }

    /** The person for whom something waits; the ticket opens it once. */
    record Admitted(String ticket, String purpose, String accountName) implements Arrival {
        @Override
        public String toString() {
            return "Admitted[...]";
        }
    }

    /** What waits stays closed. */
    record Denied(Reason reason) implements Arrival {}

    /** Nothing was kept. */
    record Refused(Reason reason) implements Arrival {}

    /** Why nothing was kept; the lower-case name is the key of its text. */
    enum Reason {
        /** The link or what came back was used before, has expired or never was. */
        LINK,
        /** Another browser than the one that went. */
        BROWSER,
        /** The sign-in server says that it did not happen. */
        DECLINED,
        /** A guest or an account of another tenant. */
        FOREIGN,
        /** The account belongs to another person. */
        TAKEN,
        /** Something waits for another person than the one who signed in. */
        OTHER,
        /** What the sign-in server handed out does not fit what was asked. */
        INVALID,
        /** The sign-in server could not be asked. */
        UNAVAILABLE
    }
}
