package writeback.relay.protocol.fact;

import java.time.Duration;

/**
 * The account policy that is in force now, from the domain's own object (MS-SAMR 3.1.1.5, MS-ADA1/2).
 *
 * @param dnsName the domain's DNS name, lower case
 * @param distinguishedName of the domain's object
 * @param minimumPasswordAge {@code minPwdAge}, which the directory keeps as negative 100-ns intervals; zero or more here
 * @param passwordHistory {@code pwdHistoryLength}, number of remembered passwords
 */
public record DomainHead(String dnsName, String distinguishedName, Duration minimumPasswordAge, int passwordHistory) {}
