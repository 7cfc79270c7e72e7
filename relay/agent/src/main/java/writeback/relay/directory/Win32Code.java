package writeback.relay.directory;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Win32 error that a domain controller puts at the start of its diagnostic message (MS-ADTS 3.1.1.3.1.9). */
final class Win32Code {

    /** ERROR_PASSWORD_RESTRICTION: length, complexity, history or age (MS-ERREF 2.2). */
    static final String PASSWORD_RESTRICTION = "0000052D";

    private static final Pattern START = Pattern.compile("^([0-9A-Fa-f]{8})(?![0-9A-Za-z])");

    private Win32Code() {}

    /** Eight hex digits in upper case, or empty when the message begins otherwise. */
    static String of(@Nullable String diagnosticMessage) {
        Matcher matcher = START.matcher(diagnosticMessage == null ? "" : diagnosticMessage);
        return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : "";
    }
}
