package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The GUIDs of classes, attributes and rights that access lists name (Active Directory schema reference). */
final class Schema {

    static final UUID USER = UUID.fromString("bf967aba-0de6-11d0-a285-00aa003049e2");
    static final UUID RESET_PASSWORD = UUID.fromString("00299570-246d-11d0-a768-00aa006e0529");
    static final UUID CHANGE_PASSWORD = UUID.fromString("ab721a53-1e2f-11d0-9819-00aa0040529b");
    static final UUID UNEXPIRE_PASSWORD = UUID.fromString("ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501");

    static final UUID APPLY_GROUP_POLICY = UUID.fromString("edacfd8f-ffb3-11d1-b41d-00a0c968f939");

    /** The property set User-Account-Restrictions; pwdLastSet is in it, lockoutTime is not. */
    static final UUID ACCOUNT_RESTRICTIONS = UUID.fromString("4c164200-20c0-11d0-a768-00aa006e0529");

    private static final Map<String, UUID> CLASSES = Map.of(
            "inetorgperson", UUID.fromString("4828cc14-1437-45bc-9b07-ad6f015e5f28"),
            "computer", UUID.fromString("bf967a86-0de6-11d0-a285-00aa003049e2"),
            "user", USER,
            "group", UUID.fromString("bf967a9c-0de6-11d0-a285-00aa003049e2"),
            "organizationalunit", UUID.fromString("bf967aa5-0de6-11d0-a285-00aa003049e2"));

    private static final List<String> MOST_SPECIFIC_FIRST =
            List.of("inetOrgPerson", "computer", "user", "group", "organizationalUnit");

    private static final Map<String, UUID> ATTRIBUTES = Map.of(
            "lockouttime", UUID.fromString("28630ebf-41d5-11d1-a9c1-0000f80367c1"),
            "pwdlastset", UUID.fromString("bf967a0a-0de6-11d0-a285-00aa003049e2"),
            "useraccountcontrol", UUID.fromString("bf967a68-0de6-11d0-a285-00aa003049e2"),
            "versionnumber", UUID.fromString("bf967a76-0de6-11d0-a285-00aa003049e2"),
            "gpcmachineextensionnames", UUID.fromString("32ff8ecc-783f-11d2-9916-0000f87a57d4"),
            "msds-minimumpasswordage", UUID.fromString("2a74f878-4d9c-49f9-97b3-6767d1cbd9a3"));

    private static final List<String> RESTRICTED = List.of("pwdlastset", "useraccountcontrol");

    private Schema() {}

    /** The GUID of an entry's most specific class; null for classes that no access list here names. */
    static @Nullable UUID classOf(Entry entry) {
        for (String name : MOST_SPECIFIC_FIRST) {
            if (entry.hasAttributeValue("objectClass", name)) {
                return CLASSES.get(name.toLowerCase(Locale.ROOT));
            }
        }
        return null;
    }

    /** Null for attributes that no access list here names. */
    static @Nullable UUID attribute(String name) {
        return ATTRIBUTES.get(name.toLowerCase(Locale.ROOT));
    }

    /** The property set an attribute is in; null: none that matters here. */
    static @Nullable UUID propertySet(String name) {
        return RESTRICTED.contains(name.toLowerCase(Locale.ROOT)) ? ACCOUNT_RESTRICTIONS : null;
    }
}
