package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.Ticks;

/** Attributes a domain controller computes when they are asked for by name, and those it never shows. */
final class ConstructedAttributes {

    private static final List<String> SECRET = List.of("unicodePwd", "userPassword");
    private static final int LOCKOUT = 0x10;

    private final ServerHand hand;
    private final AccessRules access;
    private final Descriptors descriptors;
    private final Groups groups;
    private final ResultantPolicy resultant;
    private final Vault vault;
    private final Clock clock;

    ConstructedAttributes(
            ServerHand hand,
            AccessRules access,
            Descriptors descriptors,
            Groups groups,
            ResultantPolicy resultant,
            Vault vault,
            Clock clock) {
        this.hand = hand;
        this.access = access;
        this.descriptors = descriptors;
        this.groups = groups;
        this.resultant = resultant;
        this.vault = vault;
        this.clock = clock;
    }

    /** @param accessList whether the request has the control that asks for the DACL */
    Entry addTo(Entry shown, ReadOnlySearchRequest request, DN who, boolean accessList) throws LDAPException {
        Entry entry = shown.duplicate();
        SECRET.forEach(entry::removeAttribute);
        Entry whole = hand.get(entry.getDN()).orElse(entry);
        if (asked(request, "nTSecurityDescriptor") && (accessList || access.isAdministrator(who))) {
            entry.addAttribute("nTSecurityDescriptor", descriptors.of(whole).encode());
        }
        if (asked(request, "allowedAttributesEffective")) {
            add(entry, new Attribute("allowedAttributesEffective", access.writable(who, whole)));
        }
        if (asked(request, "memberOf") || wantsAll(request)) {
            add(entry, new Attribute("memberOf", groups.direct(entry.getDN())));
        }
        if (asked(request, "tokenGroups") && request.getScope() == SearchScope.BASE) {
            byte[][] sids = groups.all(whole).stream()
                    .map(group -> Groups.sid(group).bytes())
                    .toArray(byte[][]::new);
            add(entry, new Attribute("tokenGroups", sids));
        }
        if (whole.hasAttributeValue("objectClass", "user")) {
            ofUsers(entry, whole, request);
        }
        return entry;
    }

    private void ofUsers(Entry entry, Entry whole, ReadOnlySearchRequest request) throws LDAPException {
        if (asked(request, "msDS-ResultantPSO")) {
            resultant.pso(whole).ifPresent(pso -> entry.addAttribute("msDS-ResultantPSO", pso.getDN()));
        }
        if (asked(request, "msDS-User-Account-Control-Computed")) {
            entry.addAttribute("msDS-User-Account-Control-Computed", isLocked(whole) ? "" + LOCKOUT : "0");
        }
        if (asked(request, "replPropertyMetaData")) {
            vault.metaData(whole.getParsedDN().toNormalizedString())
                    .ifPresent(value -> entry.addAttribute("replPropertyMetaData", value));
        }
    }

    /** Locked until the domain's {@code lockoutDuration} after {@code lockoutTime} (MS-ADTS 3.1.1.4.5.17). */
    private boolean isLocked(Entry user) {
        String since = user.getAttributeValue("lockoutTime");
        if (since == null || since.equals("0")) {
            return false;
        }
        String duration = hand.get(PracticeDomain.BASE).orElseThrow().getAttributeValue("lockoutDuration");
        return Ticks.instant(Long.parseLong(since))
                .plus(Ticks.duration(Long.parseLong(duration)))
                .isAfter(clock.instant());
    }

    /** The attributes of an entry that a request asks for. */
    Entry selected(Entry whole, ReadOnlySearchRequest request) {
        List<String> names = request.getAttributeList();
        if (wantsAll(request) || names.contains("+")) {
            return whole;
        }
        Entry selected = new Entry(whole.getDN());
        names.stream().map(whole::getAttribute).filter(Objects::nonNull).forEach(selected::addAttribute);
        return selected;
    }

    private static boolean wantsAll(ReadOnlySearchRequest request) {
        return request.getAttributeList().isEmpty()
                || request.getAttributeList().contains("*");
    }

    private static boolean asked(ReadOnlySearchRequest request, String attribute) {
        return request.getAttributeList().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(attribute.toLowerCase(Locale.ROOT)));
    }

    private static void add(Entry entry, Attribute attribute) {
        if (attribute.size() > 0) {
            entry.addAttribute(attribute);
        }
    }
}
