package writeback.relay.directory;

import com.unboundid.ldap.sdk.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import writeback.relay.directory.DirectorySettings.Reach;

/** Leads names to addresses from the settings and keeps the name, so that certificates are still checked against it. */
final class KnownAddresses extends NameResolver {

    private final Map<String, String> addresses;

    /** @param addresses as {@link Reach#addresses} */
    KnownAddresses(Map<String, String> addresses) {
        this.addresses = addresses;
    }

    @Override
    public InetAddress getByName(@Nullable String host) throws UnknownHostException {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        String address = addresses.getOrDefault(name, addresses.get(Reach.EVERY_NAME));
        return address == null
                ? InetAddress.getByName(host)
                : InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress());
    }

    @Override
    public InetAddress[] getAllByName(@Nullable String host) throws UnknownHostException {
        return new InetAddress[] {getByName(host)};
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("KnownAddresses(").append(addresses).append(')');
    }
}
