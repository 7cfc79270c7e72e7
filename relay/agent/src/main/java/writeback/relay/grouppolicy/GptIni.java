package writeback.relay.grouppolicy;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GPT.INI}: the version of a GPO's files (MS-GPOL 2.2.4). */
public final class GptIni {

    private static final String SECTION = "General";
    private static final String VERSION = "Version";
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,10}");

    private final IniDocument document;

    private GptIni(IniDocument document) {
        this.document = document;
    }

    public static GptIni read(byte[] bytes) throws MalformedPolicyException {
        return new GptIni(IniDocument.read(bytes));
    }

    /** @throws MalformedPolicyException when {@code [General] Version} is missing or no 32-bit number */
    public GpoVersion version() throws MalformedPolicyException {
        Optional<String> value = document.value(SECTION, VERSION);
        if (value.isEmpty() || !NUMBER.matcher(value.get()).matches()) {
            throw new MalformedPolicyException("GPT.INI has no [General] Version");
        }
        return GpoVersion.parse(value.get());
    }

    /** The same file, to the byte, with another version. */
    public GptIni withVersion(GpoVersion version) throws MalformedPolicyException {
        return new GptIni(document.withValue(SECTION, VERSION, version.unsigned()));
    }

    public byte[] bytes() {
        return document.bytes();
    }
}
