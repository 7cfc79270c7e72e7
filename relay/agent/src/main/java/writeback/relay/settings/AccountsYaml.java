package writeback.relay.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.directory.signin.WindowsIdentity;

/** The part {@code accounts} of a domain's section: who signs in, and how. */
final class AccountsYaml {

    private static final String PASSWORD = "password-file";
    private static final String KEYTAB = "keytab-file";
    private static final List<String> WAYS = List.of("name", "kerberos", "service-identity");

    private final BesideFile files;
    private final String realm;

    /** @param realm of principals that name none */
    AccountsYaml(BesideFile files, String realm) {
        this.files = files;
        this.realm = realm;
    }

    Optional<Accounts> read(Section accounts) {
        Optional<Account> reading = account(accounts, "reading", true);
        Optional<Account> changing = account(accounts, "changing", false);
        Optional<Account> rehearsal = account(accounts, "rehearsal", false);
        accounts.end();
        return reading.map(account -> new Accounts(account, changing.orElse(null), rehearsal.orElse(null)));
    }

    private Optional<Account> account(Section accounts, String key, boolean required) {
        if (!accounts.has(key) && !required) {
            return Optional.empty();
        }
        Section account = accounts.section(key);
        List<String> ways = WAYS.stream().filter(account::has).toList();
        Optional<Account> read = Optional.empty();
        if (ways.size() != 1 && accounts.has(key)) {
            accounts.wrong(key, "must sign in in one way: name with password-file, kerberos, or service-identity");
        } else if (account.has("kerberos")) {
            read = kerberos(account.section("kerberos"));
        } else if (account.has("service-identity")) {
            read = serviceIdentity(account);
        } else if (accounts.has(key)) {
            read = simple(account);
        }
        account.end();
        return read;
    }

    private Optional<Account> simple(Section account) {
        String name = account.text("name");
        return account.value(PASSWORD, files::secret).map(file -> new Account(name, new SignIn.SimpleBind(file)));
    }

    private Optional<Account> kerberos(Section kerberos) {
        String principal = kerberos.text("principal");
        Optional<Path> keytab = kerberos.optionalValue(KEYTAB, files::secret);
        Optional<Path> password = kerberos.optionalValue(PASSWORD, files::secret);
        if (kerberos.has(KEYTAB) == kerberos.has(PASSWORD)) {
            kerberos.wrong("principal", "needs either keytab-file or password-file");
        }
        kerberos.end();
        int at = principal.lastIndexOf('@');
        String full = at < 0
                ? principal + "@" + realm
                : principal.substring(0, at) + principal.substring(at).toUpperCase(Locale.ROOT);
        return keytab.or(() -> password).map(file -> new Account(full, new SignIn.Kerberos(file, keytab.isPresent())));
    }

    private static Optional<Account> serviceIdentity(Section account) {
        return account.value("service-identity", word -> {
            if (!"true".equals(word)) {
                throw new IllegalArgumentException("must be true, and is " + word);
            }
            if (!WindowsIdentity.offered()) {
                throw new IllegalArgumentException(
                        "is there on Windows only; elsewhere use kerberos with a keytab-file");
            }
            return new Account(WindowsIdentity.name(), new SignIn.ServiceIdentity());
        });
    }
}
