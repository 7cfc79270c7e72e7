package writeback.lab;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The four people of the practice organisation. Their ids are the same at each start; nothing else about them is. */
public final class People {
    /** The tenant {@link #GUEST} comes from. */
    public static final String GUEST_TENANT_ID = "9d3f1a52-7c06-4e0b-a1d8-5be2f6c40317";

    public static final Person REQUESTER = member(
            "requester",
            "Riley Requester",
            "5c1e0b7a-33d4-4f0f-9a51-0d1c6f2be101",
            List.of(
                    DirectoryRoles.HYBRID_IDENTITY_ADMINISTRATOR,
                    DirectoryRoles.AUTHENTICATION_ADMINISTRATOR,
                    DirectoryRoles.REPORTS_READER));
    public static final Person APPROVER = member(
            "approver",
            "Avery Approver",
            "5c1e0b7a-33d4-4f0f-9a51-0d1c6f2be102",
            List.of(DirectoryRoles.HYBRID_IDENTITY_ADMINISTRATOR));
    public static final Person NOROLE =
            member("norole", "Noor Norole", "5c1e0b7a-33d4-4f0f-9a51-0d1c6f2be103", List.of());
    public static final Person GUEST = new Person(
            "guest",
            "Gale Guest",
            "gale.guest@fabrikam.test",
            "e07a3c1d-2b95-4d6e-8f40-6a9d1c5be104",
            GUEST_TENANT_ID,
            "guest",
            botUserId("e07a3c1d-2b95-4d6e-8f40-6a9d1c5be104"),
            List.of(DirectoryRoles.GLOBAL_ADMINISTRATOR));

    private static final List<Person> ALL = List.of(REQUESTER, APPROVER, NOROLE, GUEST);

    private People() {}

    public static List<Person> all() {
        return ALL;
    }

    public static Optional<Person> byName(String name) {
        return ALL.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    public static Optional<Person> byObjectId(String objectId) {
        return ALL.stream()
                .filter(person -> person.aadObjectId().equalsIgnoreCase(objectId))
                .findFirst();
    }

    /** Compared without regard to case. */
    public static Optional<Person> byUserPrincipalName(String name) {
        return ALL.stream()
                .filter(person -> person.userPrincipalName().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Person member(String name, String displayName, String objectId, List<String> roles) {
        String account = displayName.toLowerCase(Locale.ROOT).replace(' ', '.');
        return new Person(
                name,
                displayName,
                account + "@" + Tenant.DOMAIN,
                objectId,
                Tenant.ID,
                "member",
                botUserId(objectId),
                roles);
    }

    private static String botUserId(String objectId) {
        return "29:1lab-" + objectId;
    }
}
