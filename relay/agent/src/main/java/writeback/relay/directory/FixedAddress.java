package writeback.relay.directory;

import com.unboundid.ldap.sdk.NameResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Leads every name to one address and keeps the name, so that certificates are still checked against it. */
final class FixedAddress extends NameResolver {

    private final String address;

    /** @param address an IP address; never looked up */
    FixedAddress(String address) {
        this.address = address;
    }

    @Override
    public InetAddress getByName(String host) throws UnknownHostException {
        return InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress());
    }

    @Override
    public InetAddress[] getAllByName(String host) throws UnknownHostException {
        return new InetAddress[] {getByName(host)};
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("FixedAddress(").append(address).append(')');
    }
}
