package writeback.relay;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import writeback.relay.console.Terminal;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.signin.OwnTicket;
import writeback.relay.directory.signin.Secret;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.directory.signin.WindowsIdentity;

/**
 * As whom the person at the console signs in to the directory: on Windows as the session's own identity; elsewhere with
 * their Kerberos ticket, or else with a name and a password that is asked for, not shown, and forgotten at the end.
 *
 * @param account null when the person gave none
 */
record OperatorSignIn(@Nullable Account account, @Nullable Secret secret) implements AutoCloseable {

    static OperatorSignIn ask(DirectorySettings domain, Terminal terminal) {
        if (WindowsIdentity.offered()) {
            return new OperatorSignIn(new Account(WindowsIdentity.name(), new SignIn.ServiceIdentity()), null);
        }
        Optional<String> ticket = OwnTicket.principal(domain.reach().kerberos());
        if (ticket.isPresent()) {
            return new OperatorSignIn(new Account(ticket.get(), new SignIn.TicketCache()), null);
        }
        Optional<String> name = terminal.ask(
                        "Your account in " + domain.domain() + " (name@domain, DOMAIN\\name or distinguished name):")
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        // An empty password would be an anonymous bind.
        Optional<char[]> password = name.flatMap(known -> terminal.askSecret("Password of " + known + ":"))
                .filter(typed -> typed.length > 0);
        if (password.isEmpty()) {
            return new OperatorSignIn(null, null);
        }
        Secret secret = new Secret(password.get());
        return new OperatorSignIn(new Account(name.orElseThrow(), new SignIn.TypedPassword(secret)), secret);
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
        }
    }
}
