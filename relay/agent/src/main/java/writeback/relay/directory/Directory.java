package writeback.relay.directory;

import writeback.relay.directory.DirectorySettings.Account;

/** A domain that this relay serves. Thread-safe. */
public record Directory(DirectorySettings settings, DirectoryConnector connector) {

    public Directory(DirectorySettings settings) {
        this(settings, new DirectoryConnector(settings));
    }

    /** DNS name, lower case. */
    public String domain() {
        return settings.domain();
    }

    /** @throws DirectoryTrouble as {@link DirectoryConnector#open} */
    public DomainSession open(Account account) throws DirectoryTrouble {
        return connector.open(account);
    }

    /** @throws DirectoryTrouble as {@link DirectoryConnector#openForChange} */
    public DomainSession openForChange(Account account) throws DirectoryTrouble {
        return connector.openForChange(account);
    }

    /** A session of the account that only reads. */
    public DomainSession openReading() throws DirectoryTrouble {
        return connector.open(settings.accounts().reading());
    }
}
