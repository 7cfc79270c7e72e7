package writeback.lab;

import java.util.Map;

/** Template ids of directory roles (Microsoft Learn, "Microsoft Entra built-in roles"). */
public final class DirectoryRoles {
    public static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    public static final String HYBRID_IDENTITY_ADMINISTRATOR = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
    public static final String AUTHENTICATION_ADMINISTRATOR = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
    public static final String PRIVILEGED_AUTHENTICATION_ADMINISTRATOR = "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";
    public static final String HELPDESK_ADMINISTRATOR = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
    public static final String PASSWORD_ADMINISTRATOR = "966707d0-3269-4727-9be2-8c3a10f19b9d";
    public static final String USER_ADMINISTRATOR = "fe930be7-5e62-47db-91af-98c3a49a38b1";
    public static final String GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
    public static final String REPORTS_READER = "4a5d8f65-41da-4de4-8968-e035b65339cf";
    public static final String SECURITY_READER = "5d6b6bb7-de71-4623-b4af-96380a352509";
    public static final String SECURITY_ADMINISTRATOR = "194ae4cb-b126-40b2-bd5b-6091b380977d";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(GLOBAL_ADMINISTRATOR, "Global Administrator"),
            Map.entry(HYBRID_IDENTITY_ADMINISTRATOR, "Hybrid Identity Administrator"),
            Map.entry(AUTHENTICATION_ADMINISTRATOR, "Authentication Administrator"),
            Map.entry(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR, "Privileged Authentication Administrator"),
            Map.entry(HELPDESK_ADMINISTRATOR, "Helpdesk Administrator"),
            Map.entry(PASSWORD_ADMINISTRATOR, "Password Administrator"),
            Map.entry(USER_ADMINISTRATOR, "User Administrator"),
            Map.entry(GLOBAL_READER, "Global Reader"),
            Map.entry(REPORTS_READER, "Reports Reader"),
            Map.entry(SECURITY_READER, "Security Reader"),
            Map.entry(SECURITY_ADMINISTRATOR, "Security Administrator"));

    private DirectoryRoles() {}

    /** The roles the lab knows: names by template id. */
    public static Map<String, String> all() {
        return NAMES;
    }

    /** The role's name as the portal shows it, or the id itself for a role the lab does not know by name. */
    public static String nameOf(String templateId) {
        return NAMES.getOrDefault(templateId, templateId);
    }
}
