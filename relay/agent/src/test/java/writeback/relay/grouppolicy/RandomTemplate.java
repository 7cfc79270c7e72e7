package writeback.relay.grouppolicy;

import java.util.Random;

/**
 * A security template with everything that real files were seen to hold, and the one line of interest in its midst.
 *
 * @param before text before the value
 * @param after text after the value
 */
record RandomTemplate(String before, int days, String after) {

    private static final String[] LINES = {
        "Unicode=yes",
        "signature=\"$CHICAGO$\"",
        "MaximumPasswordAge = -1",
        "; MinimumPasswordAge = 77",
        "\"Dnscache\",4,\"\"",
        "SeDebugPrivilege = *S-1-5-32-544",
        "MACHINE\\Software\\Policies=4,1",
        "",
        "   ",
        "\t",
        "NewAdministratorName = \"\u00e9t\u00e9=;\"",
        "=",
        "a=b=c",
        "PasswordComplexity = 1   ",
        "MinimumPasswordAgeOfOld = 3"
    };
    private static final String[] ENDS = {"\r\n", "\n", "\r"};

    static RandomTemplate make(Random random) {
        String end = ENDS[random.nextInt(ENDS.length)];
        StringBuilder before = new StringBuilder("[Unicode]" + end);
        lines(before, random, end);
        if (random.nextBoolean()) {
            before.append("[Kerberos Policy]")
                    .append(end)
                    .append("MinimumPasswordAge = 9")
                    .append(end);
        }
        before.append(random.nextBoolean() ? "[System Access]" : " [SYSTEM access] ")
                .append(end);
        lines(before, random, end);
        before.append(random.nextBoolean() ? "MinimumPasswordAge" : "  minimumPASSWORDage");
        before.append(random.nextBoolean() ? " = " : "=");
        StringBuilder after = new StringBuilder(random.nextBoolean() ? "" : "  ");
        if (random.nextInt(4) > 0) {
            after.append(end);
            lines(after, random, end);
            after.append("[Version]").append(end);
            lines(after, random, end);
        }
        return new RandomTemplate(before.toString(), random.nextInt(1000), after.toString());
    }

    private static void lines(StringBuilder text, Random random, String end) {
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(LINES[random.nextInt(LINES.length)]).append(end);
        }
    }

    String with(int value) {
        return before + value + after;
    }
}
