package writeback.relay.grouppolicy;

/**
 * Version of a GPO: the low 16 bits count edits of the computer settings, the high 16 those of the user settings
 * (MS-GPOL 2.2.4).
 *
 * @param bits all 32 of them
 */
public record GpoVersion(int bits) {

    private static final int LOW = 0xFFFF;

    /** Reads a decimal number, signed as the directory stores it or unsigned. */
    public static GpoVersion parse(String decimal) throws MalformedPolicyException {
        try {
            long number = Long.parseLong(decimal);
            if (number >= Integer.MIN_VALUE && number <= 0xFFFF_FFFFL) {
                return new GpoVersion((int) number);
            }
        } catch (NumberFormatException e) {
            throw new MalformedPolicyException("a GPO's version is no number");
        }
        throw new MalformedPolicyException("a GPO's version is no 32-bit number");
    }

    public int computer() {
        return bits & LOW;
    }

    /** One more edit of the computer settings; the count wraps to 1, for 0 would mean that there are none. */
    public GpoVersion bumped() {
        return withComputer(computer() == LOW ? 1 : computer() + 1);
    }

    /** The same count of user edits with this one of computer edits. */
    public GpoVersion withComputer(int computer) {
        return new GpoVersion((bits & ~LOW) | computer);
    }

    /** As GPT.INI has it. */
    public String unsigned() {
        return Integer.toUnsignedString(bits);
    }

    /** As the directory has it, whose integers are signed. */
    public String signed() {
        return Integer.toString(bits);
    }
}
