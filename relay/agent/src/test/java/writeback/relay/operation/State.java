package writeback.relay.operation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The three places in which a GPO holds its minimum password age and version. */
record State(String template, String ini, String version) {

    static State of(SmallDomain domain) throws Exception {
        return new State(
                Files.readString(domain.template(SmallDomain.DEFAULT), StandardCharsets.UTF_16LE),
                Files.readString(domain.ini(SmallDomain.DEFAULT)),
                domain.version(SmallDomain.DEFAULT));
    }

    boolean isBefore() {
        return template.contains("Age = 1") && ini.contains("=65539") && version.equals("65539");
    }

    boolean isAfter() {
        return template.contains("Age = 0") && ini.contains("=65540") && version.equals("65540");
    }
}
