package writeback.lab.directory;

import java.util.List;
import java.util.Set;
import writeback.lab.directory.PracticeDomain.Person;

/** Users that show why a password can be written back or not, each for one reason; the lab's README has the table. */
public final class SampleUsers {

    /** An organisational unit whose name must be escaped in a DN. */
    public static final String AWKWARD = "OU=Café\\, Nord \\+ Süd," + PracticeDomain.PEOPLE;

    /** Beside the units that Entra Connect imports. */
    public static final String OUTSIDE = "OU=Contractors," + PracticeDomain.BASE;

    /** The group that the sample PSO names. */
    public static final String STRICT = "CN=Strict," + PracticeDomain.GROUPS;

    /** A member of it; the bound user is a member of this one. */
    public static final String STRICT_TEAM = "CN=Strict Team," + PracticeDomain.GROUPS;

    /** What is special about a user. */
    public enum Trait {
        /** Member of Domain Admins, with what AdminSDHolder gives its members. */
        ADMINISTRATOR,
        /** Was one: {@code adminCount} and the protected access list are still there. */
        FORMER_ADMINISTRATOR,
        INHERITANCE_OFF,
        /** Bound by the sample PSO, through a group in a group. */
        BOUND_BY_PSO,
        DISABLED,
        EXPIRED,
        /** Locked out now, for as long as the domain's {@code lockoutDuration} says. */
        LOCKED,
        /** "User cannot change password". */
        MAY_NOT_CHANGE,
        INET_ORG_PERSON,
        WITHOUT_LICENCE,
        /** Never registers for self-service password reset. */
        NOT_REGISTERED
    }

    /** @param traits none: an ordinary user */
    public record SampleUser(Person person, Set<Trait> traits) {
        public boolean is(Trait trait) {
            return traits.contains(trait);
        }
    }

    public static final List<SampleUser> ALL = List.of(
            user("olive.ordinary", "Olive Ordinary", PracticeDomain.PEOPLE),
            user("adrian.admin", "Adrian Admin", PracticeDomain.PEOPLE, Trait.ADMINISTRATOR),
            user("frida.former", "Frida Former", PracticeDomain.PEOPLE, Trait.FORMER_ADMINISTRATOR),
            user("isa.isolated", "Isa Isolated", PracticeDomain.PEOPLE, Trait.INHERITANCE_OFF),
            user("paula.policy", "Paula Policy", PracticeDomain.PEOPLE, Trait.BOUND_BY_PSO),
            user("dana.disabled", "Dana Disabled", PracticeDomain.PEOPLE, Trait.DISABLED),
            user("evan.expired", "Evan Expired", PracticeDomain.PEOPLE, Trait.EXPIRED),
            user("lou.locked", "Lou Locked", PracticeDomain.PEOPLE, Trait.LOCKED),
            user("casey.cannot", "Casey Cannot", PracticeDomain.PEOPLE, Trait.MAY_NOT_CHANGE),
            user("noel.nord", "Noel Nord", AWKWARD),
            user("oscar.outside", "Oscar Outside", OUTSIDE),
            user("iris.inetorg", "Iris Inetorg", PracticeDomain.PEOPLE, Trait.INET_ORG_PERSON),
            user("lena.licenceless", "Lena Licenceless", PracticeDomain.PEOPLE, Trait.WITHOUT_LICENCE),
            user("nils.notyet", "Nils Notyet", PracticeDomain.PEOPLE, Trait.NOT_REGISTERED));

    private SampleUsers() {}

    /** The one of them with that trait. */
    public static SampleUser with(Trait trait) {
        return ALL.stream().filter(user -> user.is(trait)).findFirst().orElseThrow();
    }

    private static SampleUser user(String sam, String displayName, String container, Trait... traits) {
        return new SampleUser(new Person(sam, displayName, container), Set.of(traits));
    }
}
