package writeback.relay.grouppolicy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code GptTmpl.inf}: the security settings of a GPO (MS-GPSB 2.2). */
public final class SecurityTemplate {

    private static final String SECTION = "System Access";
    private static final String MINIMUM_AGE = "MinimumPasswordAge";
    private static final Pattern DAYS = Pattern.compile("\\d{1,3}");

    private final IniDocument document;

    private SecurityTemplate(IniDocument document) {
        this.document = document;
    }

    /** @throws MalformedPolicyException when the bytes are not a text that could be written back unchanged */
    public static SecurityTemplate read(byte[] bytes) throws MalformedPolicyException {
        return new SecurityTemplate(IniDocument.read(bytes));
    }

    /**
     * {@code [System Access] MinimumPasswordAge} in days, 0 to 999, or null when the file leaves it out.
     *
     * @throws MalformedPolicyException when it is there and is no such number, or is there twice
     */
    public @Nullable Integer minimumPasswordAgeDays() throws MalformedPolicyException {
        Optional<String> value = document.value(SECTION, MINIMUM_AGE);
        if (value.isEmpty()) {
            return null;
        }
        if (!DAYS.matcher(value.get()).matches()) {
            throw new MalformedPolicyException("MinimumPasswordAge is no number from 0 to 999");
        }
        return Integer.valueOf(value.get());
    }

    /**
     * The same file, to the byte, with another minimum password age.
     *
     * @throws MalformedPolicyException when the file does not define it exactly once
     */
    public SecurityTemplate withMinimumPasswordAge(int days) throws MalformedPolicyException {
        return new SecurityTemplate(document.withValue(SECTION, MINIMUM_AGE, Integer.toString(days)));
    }

    public byte[] bytes() {
        return document.bytes();
    }
}
