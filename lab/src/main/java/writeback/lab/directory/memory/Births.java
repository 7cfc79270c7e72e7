package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import writeback.lab.directory.Ticks;

/** Gives a new object what the directory itself adds: classes, names, identifiers, numbers, defaults. Thread-safe. */
final class Births {

    private static final int FIRST_RID = 1103;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'").withZone(ZoneOffset.UTC);

    /** Classes whose superclasses a client leaves out. */
    private static final Map<String, List<String>> SUPERCLASSES = Map.of(
            "user", List.of("top", "person", "organizationalPerson", "user"),
            "inetorgperson", List.of("top", "person", "organizationalPerson", "user", "inetOrgPerson"),
            "computer", List.of("top", "person", "organizationalPerson", "user", "computer"),
            "group", List.of("top", "group"),
            "grouppolicycontainer", List.of("top", "container", "groupPolicyContainer"));

    private final Sid domain;
    private final Clock clock;
    private final UpdateNumbers numbers;
    private final AtomicInteger nextRid = new AtomicInteger(FIRST_RID);

    Births(Sid domain, Clock clock, UpdateNumbers numbers) {
        this.domain = domain;
        this.clock = clock;
        this.numbers = numbers;
    }

    Entry complete(Entry asked) throws LDAPException {
        Entry entry = asked.duplicate();
        String last = last(entry.getObjectClassValues());
        entry.setAttribute(
                "objectClass",
                SUPERCLASSES.getOrDefault(last.toLowerCase(java.util.Locale.ROOT), List.of("top", last)));
        RDN rdn = entry.getRDN();
        if (rdn == null) {
            throw WindowsErrors.unwilling();
        }
        String now = TIME.format(clock.instant());
        entry.setAttribute(rdn.getAttributeNames()[0].toLowerCase(java.util.Locale.ROOT), rdn.getAttributeValues()[0]);
        set(entry, "name", rdn.getAttributeValues()[0]);
        entry.setAttribute("distinguishedName", new DN(entry.getDN()).toString());
        set(entry, "objectCategory", Filters.category(last));
        entry.setAttribute("objectGUID", PropertyMetaData.guid(UUID.randomUUID()));
        entry.setAttribute("whenCreated", now);
        entry.setAttribute("whenChanged", now);
        String usn = Long.toString(numbers.next());
        entry.setAttribute("uSNCreated", usn);
        entry.setAttribute("uSNChanged", usn);
        if (entry.hasAttribute("sAMAccountName") && !entry.hasAttribute("objectSid")) {
            entry.addAttribute(
                    "objectSid", domain.child(nextRid.getAndIncrement()).bytes());
        }
        if (entry.hasAttributeValue("objectClass", "user")) {
            account(entry);
        }
        return entry;
    }

    private void account(Entry entry) {
        set(entry, "userAccountControl", "512");
        set(entry, "primaryGroupID", "513");
        set(entry, "sAMAccountType", "805306368");
        set(entry, "accountExpires", Long.toString(Long.MAX_VALUE));
        set(entry, "lockoutTime", "0");
        set(entry, "badPwdCount", "0");
        set(entry, "pwdLastSet", Long.toString(Ticks.at(clock.instant())));
    }

    private static void set(Entry entry, String attribute, String value) {
        if (!entry.hasAttribute(attribute)) {
            entry.addAttribute(attribute, value);
        }
    }

    private static String last(String[] classes) throws LDAPException {
        if (classes == null || classes.length == 0) {
            throw WindowsErrors.unwilling();
        }
        return classes[classes.length - 1];
    }
}
