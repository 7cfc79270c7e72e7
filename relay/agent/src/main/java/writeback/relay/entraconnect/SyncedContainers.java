package writeback.relay.entraconnect;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import writeback.relay.entraconnect.CmdletJson.UnknownShapeException;

/**
 * What the AD connectors import: {@code ConnectorPartitionScope.ContainerInclusionList} of each selected partition of
 * {@code Get-ADSyncConnector}. It has no reference page, so only the one known shape is believed.
 */
final class SyncedContainers {

    /** Containers that hold nobody whose password could be written back; leaving them out changes nothing. */
    private static final Set<String> WITHOUT_PEOPLE = Set.of(
            "cn=builtin",
            "cn=foreignsecurityprincipals",
            "cn=infrastructure",
            "cn=keys",
            "cn=lostandfound",
            "cn=microsoft exchange system objects",
            "cn=ntds quotas",
            "cn=program data",
            "cn=system",
            "cn=tpm devices",
            "ou=domain controllers",
            "ou=microsoft exchange security groups");

    private SyncedContainers() {}

    /** @throws UnknownShapeException also when containers inside the included ones are left out: no list of those says it */
    static List<String> read(List<JsonNode> partitions) throws UnknownShapeException {
        List<String> containers = new ArrayList<>();
        boolean domains = false;
        for (JsonNode partition : partitions) {
            JsonNode selected = partition.path("Selected");
            boolean unselected = selected.isBoolean() && !selected.booleanValue();
            if (unselected || !isDomain(CmdletJson.text(partition, "DN"))) {
                continue;
            }
            domains = true;
            JsonNode scope = partition.path("ConnectorPartitionScope");
            containers.addAll(names(scope, "ContainerInclusionList"));
            refuseExclusions(names(scope, "ContainerExclusionList"));
        }
        if (!domains) {
            throw new UnknownShapeException("no selected partition of a domain");
        }
        return List.copyOf(containers);
    }

    private static void refuseExclusions(List<String> excluded) throws UnknownShapeException {
        for (String name : excluded) {
            String first = name.substring(0, name.indexOf(',')).toLowerCase(Locale.ROOT);
            if (!WITHOUT_PEOPLE.contains(first)) {
                throw new UnknownShapeException("containers are left out below the included ones, such as " + name);
            }
        }
    }

    private static List<String> names(JsonNode scope, String property) throws UnknownShapeException {
        JsonNode list = scope.path(property);
        if (!list.isArray()) {
            throw new UnknownShapeException(property + " is not a list");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : list) {
            if (!name.isString() || !isDomain(name.stringValue())) {
                throw new UnknownShapeException(property + " holds something that is no distinguished name");
            }
            names.add(name.stringValue());
        }
        return names;
    }

    /** Whether that is the name of a domain or of something in one; the Entra connector's partition is "default". */
    private static boolean isDomain(String name) {
        try {
            RDN[] parts = new DN(name).getRDNs();
            return parts.length > 1 && parts[parts.length - 1].hasAttribute("DC");
        } catch (LDAPException e) {
            return false;
        }
    }
}
