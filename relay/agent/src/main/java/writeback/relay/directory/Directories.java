package writeback.relay.directory;

import java.util.List;
import java.util.Optional;

/** The domains that this relay serves, in the order of {@code relay.yaml}; at least one. Thread-safe. */
public final class Directories {

    private final List<Directory> all;

    public Directories(List<DirectorySettings> sections) {
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("no domain to serve");
        }
        this.all = sections.stream().map(Directory::new).toList();
    }

    /**
     * The domain of that name.
     *
     * @param domain DNS name, untrusted; blank: the first domain
     * @return empty when this relay does not serve it
     */
    public Optional<Directory> byDomain(String domain) {
        String wanted = domain.strip();
        return wanted.isEmpty()
                ? Optional.of(all.get(0))
                : all.stream()
                        .filter(directory -> directory.domain().equalsIgnoreCase(wanted))
                        .findFirst();
    }

    /** DNS names, lower case. */
    public List<String> domains() {
        return all.stream().map(Directory::domain).toList();
    }
}
