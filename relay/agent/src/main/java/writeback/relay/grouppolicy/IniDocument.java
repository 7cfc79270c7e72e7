package writeback.relay.grouppolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of sections with {@code key=value} lines. It can replace one value and keeps everything else to the byte: order,
 * blanks, comments, line ends, encoding. Names are compared without regard to case.
 */
final class IniDocument {

    private static final Pattern LINE = Pattern.compile("([^\\r\\n]*)(\\r\\n|\\r|\\n|$)");
    private static final Pattern SECTION = Pattern.compile("\\s*\\[([^]]*)]\\s*");
    private static final Pattern SETTING = Pattern.compile("(\\s*)([^=;\\s][^=]*?)(\\s*=\\s*)(.*?)(\\s*)");

    private final PolicyText source;

    private IniDocument(PolicyText source) {
        this.source = source;
    }

    static IniDocument read(byte[] bytes) throws MalformedPolicyException {
        return new IniDocument(PolicyText.read(bytes));
    }

    byte[] bytes() {
        return source.bytes();
    }

    /**
     * The value, without the blanks around it.
     *
     * @throws MalformedPolicyException when the section or the key stands there twice: which one counts is not ours to
     *     guess
     */
    Optional<String> value(String section, String key) throws MalformedPolicyException {
        return find(section, key).map(span -> source.text().substring(span.start(), span.end()));
    }

    /** The same document with another value for a key that is there. */
    IniDocument withValue(String section, String key, String value) throws MalformedPolicyException {
        Span span = find(section, key)
                .orElseThrow(() -> new MalformedPolicyException("[" + section + "] " + key + " is not there"));
        String text = source.text();
        return new IniDocument(source.with(text.substring(0, span.start()) + value + text.substring(span.end())));
    }

    private Optional<Span> find(String section, String key) throws MalformedPolicyException {
        List<Span> found = new ArrayList<>();
        int sections = 0;
        boolean inside = false;
        String text = source.text();
        Matcher line = LINE.matcher(text);
        while (line.find() && line.start() < text.length()) {
            Matcher header = SECTION.matcher(line.group(1));
            if (header.matches()) {
                inside = header.group(1).strip().equalsIgnoreCase(section);
                sections += inside ? 1 : 0;
                continue;
            }
            Matcher setting = SETTING.matcher(line.group(1));
            if (inside && setting.matches() && setting.group(2).equalsIgnoreCase(key)) {
                int start = line.start() + setting.start(4);
                found.add(new Span(start, line.start() + setting.end(4)));
            }
        }
        if (sections > 1 || found.size() > 1) {
            throw new MalformedPolicyException(
                    sections > 1 ? "[" + section + "] stands there twice" : key + " stands there twice");
        }
        return found.stream().findFirst();
    }

    private record Span(int start, int end) {}
}
