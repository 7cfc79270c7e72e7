package writeback.lab.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import writeback.lab.directory.PracticeDomain.Person;

/** Any number of ordinary users in ten units below People, for what must be tried with many: {@code --users=N}. */
public final class ManyUsers {

    private static final int UNITS = 10;

    private ManyUsers() {}

    /** DNs of the units they are in. */
    public static List<String> units() {
        return IntStream.range(0, UNITS).mapToObj(ManyUsers::unit).toList();
    }

    /** The first so many of them. */
    public static Stream<Person> first(int count) {
        return IntStream.range(0, count)
                .mapToObj(number ->
                        new Person("many%06d".formatted(number), "Many %06d".formatted(number), unit(number % UNITS)));
    }

    /** Such a user as a client would add it, without a password. */
    public static Entry entry(Person person) {
        return new Entry(
                person.dn(),
                new Attribute("objectClass", "user"),
                new Attribute("sAMAccountName", person.sam()),
                new Attribute("userPrincipalName", person.userPrincipalName()),
                new Attribute("displayName", person.displayName()),
                new Attribute("userAccountControl", "512"));
    }

    private static String unit(int number) {
        return "OU=Unit %02d,".formatted(number) + PracticeDomain.PEOPLE;
    }
}
