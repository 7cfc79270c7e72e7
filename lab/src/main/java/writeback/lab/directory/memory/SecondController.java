package writeback.lab.directory.memory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.PracticeDomain;

/**
 * The domain's second domain controller: the same content behind a listener of its own, except that without replication it
 * keeps the password policies and the GPO versions that it had. What is written there is at once on both. Thread-safe.
 */
final class SecondController {

    static final String LISTENER = "dc2";
    static final String SERVER = "CN=DC2,CN=Servers,CN=Default-First-Site-Name,CN=Sites," + DomainContent.CONFIGURATION;

    private static final String NTDS = "CN=NTDS Settings," + SERVER;
    private static final String POLICIES =
            "(|(objectClass=domainDNS)(objectClass=groupPolicyContainer)(objectClass=msDS-PasswordSettings))";
    private static final String[] LATE = {"minPwdAge", "versionNumber", "msDS-MinimumPasswordAge"};

    private final Supplier<InMemoryDirectoryServer> server;
    private final ServerHand hand;
    private final String host;
    private volatile Map<DN, Entry> kept = Map.of();
    private boolean there;
    private boolean stopped;
    private boolean listening;

    SecondController(Supplier<InMemoryDirectoryServer> server, ServerHand hand, String host) {
        this.server = server;
        this.hand = hand;
        this.host = host;
    }

    /** Whether a request came to this one. */
    boolean at(String connectedAddress) {
        return host.equals(connectedAddress);
    }

    /** What it holds of an entry. */
    Entry held(Entry entry) {
        try {
            Entry before = kept.get(entry.getParsedDN());
            if (before == null) {
                return entry;
            }
            Entry shown = entry.duplicate();
            for (Attribute late : before.getAttributes()) {
                if (shown.hasAttribute(late.getName())) {
                    shown.setAttribute(late);
                }
            }
            return shown;
        } catch (LDAPException e) {
            throw new IllegalStateException("an entry without a name", e);
        }
    }

    synchronized void there(boolean wanted) {
        if (wanted && !there) {
            hand.change(List.of(
                    new LDIFAddChangeRecord(new Entry(
                            SERVER,
                            new Attribute("objectClass", "top", "server"),
                            new Attribute("cn", "DC2"),
                            new Attribute("dNSHostName", PracticeDomain.REPLICA))),
                    new LDIFAddChangeRecord(new Entry(
                            NTDS,
                            new Attribute("objectClass", "top", "nTDSDSA"),
                            new Attribute("cn", "NTDS Settings"),
                            new Attribute("hasMasterNCs", PracticeDomain.BASE)))));
        } else if (!wanted && there) {
            hand.change(List.of(new LDIFDeleteChangeRecord(NTDS), new LDIFDeleteChangeRecord(SERVER)));
        }
        there = wanted;
        listen();
    }

    synchronized void stopped(boolean wanted) {
        stopped = wanted;
        listen();
    }

    synchronized void replicates(boolean wanted) {
        if (wanted) {
            kept = Map.of();
        } else if (kept.isEmpty()) {
            Map<DN, Entry> now = new HashMap<>();
            try {
                for (Entry entry : hand.search(PracticeDomain.BASE, POLICIES, LATE)) {
                    now.put(entry.getParsedDN(), entry);
                }
            } catch (LDAPException e) {
                throw new IllegalStateException("an entry without a name", e);
            }
            kept = Map.copyOf(now);
        }
    }

    private void listen() {
        boolean wanted = there && !stopped;
        try {
            if (wanted && !listening) {
                server.get().startListening(LISTENER);
            } else if (!wanted && listening) {
                server.get().shutDown(LISTENER, true);
            }
            listening = wanted;
        } catch (LDAPException e) {
            throw new DirectoryTrouble(
                    "dc2 cannot listen on " + host + " (a system may have to be given that loopback address first): "
                            + e.getMessage(),
                    e);
        }
    }
}
