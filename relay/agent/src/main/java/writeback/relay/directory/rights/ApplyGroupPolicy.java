package writeback.relay.directory.rights;

import java.util.HashSet;
import java.util.Set;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.protocol.fact.Grant;

/**
 * Whether domain controllers apply a GPO by its access list: its "security filtering". A client drops a GPO for which it
 * has no Apply Group Policy right (MS-GPOL 3.2.5.1.6).
 */
public final class ApplyGroupPolicy {

    private static final Right APPLY = Right.extended("edacfd8f-ffb3-11d1-b41d-00a0c968f939");
    private static final SecurityIdentifier EVERYONE = SecurityIdentifier.parse("S-1-1-0");
    private static final SecurityIdentifier AUTHENTICATED_USERS = SecurityIdentifier.parse("S-1-5-11");
    private static final SecurityIdentifier ENTERPRISE_CONTROLLERS = SecurityIdentifier.parse("S-1-5-9");
    private static final int DOMAIN_CONTROLLERS = 516;

    private ApplyGroupPolicy() {}

    /**
     * The answer for what every domain controller counts as; groups that only some of them may be in make it
     * {@link Grant#CANNOT_TELL}, if they matter.
     *
     * @param domain the domain's own identifier
     */
    public static Grant forDomainControllers(SecurityDescriptor gpo, SecurityIdentifier domain) {
        SecurityIdentifier controllers = new SecurityIdentifier(domain.text() + "-" + DOMAIN_CONTROLLERS);
        Set<SecurityIdentifier> sids =
                new HashSet<>(Set.of(EVERYONE, AUTHENTICATED_USERS, ENTERPRISE_CONTROLLERS, controllers));
        return new AccessCheck(new Trustee("domain controllers", controllers, sids, false))
                .of(gpo, null, null, APPLY, entry -> {});
    }
}
