package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import writeback.contracts.AdminConnection;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;
import writeback.contracts.Kind;
import writeback.contracts.Matter;
import writeback.contracts.OnDirectories;
import writeback.relay.directory.rights.WritebackRights;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.Grant;

/**
 * Random access lists and accounts: what the agent says of the descriptor that it reads, against a real reset and two real
 * writes. A few with a fixed and with a fresh seed each time; {@code script/soak rights} runs a thousand.
 */
@OnDirectories(Kind.SAMBA)
class RightsDifferentialTest {

    private static final int CASES = Integer.getInteger("writeback.rights.cases", 30);
    private static final byte[] SELF = Ace.sid("S-1-5-10");
    private static final byte[] ADMINISTRATORS = Ace.sid("S-1-5-32-544");
    private static final byte[] AUTHENTICATED_USERS = Ace.sid("S-1-5-11");
    private static final List<byte[]> EVERYBODYS = List.of(
            Ace.sid("S-1-1-0"),
            AUTHENTICATED_USERS,
            Ace.sid("S-1-5-2"),
            Ace.sid("S-1-5-32-545"),
            Ace.sid("S-1-5-32-554"));

    private final List<Person> persons = new ArrayList<>();
    private final Map<Person, List<byte[]>> held = new LinkedHashMap<>();
    private final Map<Person, WritebackRights> rights = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();
    private final List<byte[]> sids = new ArrayList<>();
    private int granted;
    private int refused;
    private int known;
    private int untold;

    @Test
    void theVerdictIsTheServersOwn(Directory directory) {
        long seed = Long.getLong("writeback.rights.seed", 20261122L);
        compare(directory, seed);
    }

    @Test
    void theVerdictIsTheServersOwnForAFreshSeed(Directory directory) {
        compare(directory, System.nanoTime());
    }

    private void compare(Directory directory, long seed) {
        try (Arrangement arrangement = new Arrangement(directory);
                Verdict verdict = new Verdict(directory)) {
            String unit = arrangement.unit();
            make(arrangement, unit, verdict);
            Random random = new Random(seed);
            RandomAccess access = new RandomAccess(random, sids);
            List<String> names = List.copyOf(targets.keySet());
            for (int number = 0; number < CASES; number++) {
                if (number % 8 == 0) {
                    write(arrangement, unit, false, access.inheritable());
                }
                String target = names.get(random.nextInt(names.size()));
                write(arrangement, target, random.nextInt(5) == 0, access.entries());
                Person person = persons.get(random.nextInt(persons.size()));
                compare(directory, arrangement, verdict, person, target, "seed " + seed + ", number " + number);
            }
        } finally {
            persons.forEach(Person::close);
        }
        System.out.println("rights: seed " + seed + ", " + CASES + " descriptors and accounts, " + 3 * CASES
                + " answers: " + granted + " granted by both, " + refused + " by neither, " + known
                + " the known difference, " + untold
                + " cannot tell for a condition");
        if (known > 0) {
            directory.byDocumentAlone(Matter.WRITES_BY_EXTENDED_RIGHT, known + " random descriptors, seed " + seed);
        }
        assertThat(Math.min(granted, refused)).as("neither answer is rare").isGreaterThan(CASES / 2);
    }

    /** Three accounts: in nested groups, in one group, in none; two users to reset, and the accounts themselves. */
    private void make(Arrangement arrangement, String unit, Verdict verdict) {
        String home = arrangement.unit();
        Person nested = Person.make(arrangement, home);
        Person plain = Person.make(arrangement, home);
        Person alone = Person.make(arrangement, home);
        String inner = arrangement.group(home, Arrangement.fresh("inner-"), nested.dn());
        String outer = arrangement.group(home, Arrangement.fresh("outer-"), inner);
        String group = arrangement.group(home, Arrangement.fresh("group-"), plain.dn());
        String strangers = arrangement.group(home, Arrangement.fresh("strangers-"));
        add(nested.again(arrangement), verdict, arrangement.sid(inner), arrangement.sid(outer));
        add(plain.again(arrangement), verdict, arrangement.sid(group));
        add(alone, verdict);
        sids.add(arrangement.sid(strangers));
        sids.addAll(EVERYBODYS);
        sids.addAll(List.of(SELF, SELF, Ace.sid("S-1-3-0"), Ace.sid("S-1-5-18")));
        targets.put(arrangement.user(unit, Arrangement.fresh("user-")), Ace.USER);
        targets.put(arrangement.inetOrgPerson(unit, Arrangement.fresh("inet-")), Ace.INET_ORG_PERSON);
        persons.forEach(person -> targets.put(person.dn(), Ace.USER));
    }

    private void add(Person person, Verdict verdict, byte[]... groups) {
        List<byte[]> own = new ArrayList<>(List.of(groups));
        own.add(person.sid());
        // Each account's own and its groups' stand twice as often in the lists as those that are everybody's.
        sids.addAll(own);
        sids.addAll(own);
        own.addAll(EVERYBODYS);
        persons.add(person);
        held.put(person, own);
        rights.put(person, verdict.rights(person));
    }

    private void compare(
            Directory directory, Arrangement arrangement, Verdict verdict, Person person, String target, String what) {
        ConnectorRights said = verdict.of(rights.get(person), target);
        List<Ace> entries = Ace.read(arrangement.descriptor(target));
        List<byte[]> own = new ArrayList<>(held.get(person));
        if (target.equals(person.dn())) {
            own.add(SELF);
        }
        KnownDifference difference = new KnownDifference(own, targets.get(target));
        String where = what + ", " + person.sam() + " on " + target + ": " + said + "\n" + entries;
        count(said.resetPassword(), person.resets(target), entries, false, "reset, " + where);
        boolean mayDiffer = !directory.judges(Matter.WRITES_BY_EXTENDED_RIGHT);
        count(
                said.writeLockoutTime(),
                person.writesLockoutTime(target),
                entries,
                mayDiffer && difference.explains(entries, Ace.LOCKOUT_TIME, null),
                "lockoutTime, " + where);
        count(
                said.writePwdLastSet(),
                person.writesPwdLastSet(target),
                entries,
                mayDiffer && difference.explains(entries, Ace.PWD_LAST_SET, Ace.ACCOUNT_RESTRICTIONS),
                "pwdLastSet, " + where);
    }

    private void count(Grant said, boolean done, List<Ace> entries, boolean explained, String where) {
        if (said == Grant.CANNOT_TELL) {
            assertThat(entries).as(where).anyMatch(entry -> entry.condition().length > 0);
            untold++;
        } else if ((said == Grant.GRANTED) == done) {
            granted += done ? 1 : 0;
            refused += done ? 0 : 1;
        } else {
            assertThat(done && explained).as(where).isTrue();
            known++;
        }
    }

    /** The list, behind what lets the agent read and the administrator go on; and the minimum age waived. */
    private static void write(Arrangement arrangement, String dn, boolean inheritanceOff, List<Ace> entries) {
        List<Ace> all = new ArrayList<>(
                List.of(Ace.allow(0, 0xF01FF, ADMINISTRATORS), Ace.allow(0, Ace.READ, AUTHENTICATED_USERS)));
        all.addAll(entries);
        List<Modification> modifications = new ArrayList<>(List.of(new Modification(
                ModificationType.REPLACE, "nTSecurityDescriptor", Ace.descriptor(inheritanceOff, all))));
        if (!dn.startsWith("OU=")) {
            modifications.add(new Modification(ModificationType.REPLACE, "pwdLastSet", "0"));
        }
        ModifyRequest request = new ModifyRequest(dn, modifications);
        request.addControl(AdminConnection.descriptorParts(4));
        try {
            arrangement.connection().modify(request);
        } catch (LDAPException e) {
            throw new AssertionError(dn + ": " + e.getDiagnosticMessage() + "\n" + all, e);
        }
    }
}
