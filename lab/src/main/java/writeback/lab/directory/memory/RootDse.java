package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.controls.ServerSideSortRequestControl;
import writeback.lab.directory.PracticeDomain;

/** What the server says of itself (MS-ADTS 3.1.1.3.2, rootDSE attributes). */
final class RootDse {

    private RootDse() {}

    /** @param second whether it is the second domain controller that speaks */
    static Entry entry(boolean policyHints, boolean sorts, long highestUsn, boolean second) {
        String server = second ? SecondController.SERVER : DomainContent.SERVER;
        Entry root = new Entry(
                "",
                new Attribute("objectClass", "top"),
                new Attribute("defaultNamingContext", PracticeDomain.BASE),
                new Attribute("rootDomainNamingContext", PracticeDomain.BASE),
                new Attribute("configurationNamingContext", DomainContent.CONFIGURATION),
                new Attribute("schemaNamingContext", "CN=Schema," + DomainContent.CONFIGURATION),
                new Attribute("namingContexts", PracticeDomain.BASE, DomainContent.CONFIGURATION),
                new Attribute("dnsHostName", second ? PracticeDomain.REPLICA : PracticeDomain.CONTROLLER),
                new Attribute(
                        "ldapServiceName",
                        PracticeDomain.DOMAIN
                                + (second ? ":dc2$@" : ":dc1$@")
                                + PracticeDomain.DOMAIN.toUpperCase(java.util.Locale.ROOT)),
                new Attribute("serverName", server),
                new Attribute("dsServiceName", "CN=NTDS Settings," + server),
                new Attribute("domainFunctionality", "7"),
                new Attribute("forestFunctionality", "7"),
                new Attribute("domainControllerFunctionality", "7"),
                new Attribute("supportedLDAPVersion", "3"),
                new Attribute("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670"),
                new Attribute("highestCommittedUSN", Long.toString(highestUsn)),
                new Attribute("isSynchronized", "TRUE"),
                new Attribute("isGlobalCatalogReady", "TRUE"),
                new Attribute(
                        "supportedControl",
                        "1.2.840.113556.1.4.319",
                        "1.2.840.113556.1.4.801",
                        "1.2.840.113556.1.4.805"));
        if (policyHints) {
            root.addAttribute("supportedControl", PolicyHints.OID, PolicyHints.OLD_OID);
        }
        if (sorts) {
            root.addAttribute("supportedControl", ServerSideSortRequestControl.SERVER_SIDE_SORT_REQUEST_OID);
        }
        return root;
    }
}
