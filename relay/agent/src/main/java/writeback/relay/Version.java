package writeback.relay;

import java.util.Optional;

/** The agent's version, from its jar. */
final class Version {

    static final String TEXT = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
