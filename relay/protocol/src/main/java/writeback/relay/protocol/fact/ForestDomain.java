package writeback.relay.protocol.fact;

/**
 * A domain that the forest's crossRef objects name (MS-ADTS 6.1.1.2.1), or another one that the relay is configured for.
 *
 * @param dnsName lower case
 * @param served whether this relay can look at it: ask with the argument {@code domain}
 */
public record ForestDomain(String dnsName, boolean served) {}
