package writeback.relay.check;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;

/** What an account of a domain is for. */
enum Role {
    READING(Accounts::reading),
    CHANGING(Accounts::changing),
    REHEARSAL(Accounts::rehearsal);

    private final Function<Accounts, @Nullable Account> account;

    Role(Function<Accounts, @Nullable Account> account) {
        this.account = account;
    }

    /** The setting, within a domain's section. */
    String key() {
        return "accounts." + name().toLowerCase(Locale.ROOT);
    }

    /** Null when it is not set. */
    @Nullable
    Account account(DirectorySettings settings) {
        return account.apply(settings.accounts());
    }
}
