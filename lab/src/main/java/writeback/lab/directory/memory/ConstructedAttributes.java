package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import java.util.List;
import java.util.Locale;
import writeback.lab.directory.DomainHand;

/** Attributes a domain controller computes when they are asked for by name, and those it never shows. */
final class ConstructedAttributes {

    private static final List<String> SECRET = List.of("unicodePwd", "userPassword");

    private static final String DESCRIPTOR = "nTSecurityDescriptor";

    private final DomainHand hand;
    private final AccessRules access;
    private final ResultantPolicy resultant;
    private final Vault vault;

    ConstructedAttributes(DomainHand hand, AccessRules access, ResultantPolicy resultant, Vault vault) {
        this.hand = hand;
        this.access = access;
        this.resultant = resultant;
        this.vault = vault;
    }

    Entry addTo(Entry shown, ReadOnlySearchRequest request, DN who) throws LDAPException {
        Entry entry = shown.duplicate();
        SECRET.forEach(entry::removeAttribute);
        Entry whole = hand.search(entry.getDN(), "(objectClass=*)", "*").stream()
                .filter(one -> one.getDN().equals(entry.getDN()))
                .findFirst()
                .orElse(entry);
        if (asked(request, "allowedAttributesEffective")) {
            List<String> writable = access.writable(who, whole).stream()
                    .filter(name -> !name.equals("unicodePwd"))
                    .toList();
            add(entry, new Attribute("allowedAttributesEffective", writable));
        }
        if (asked(request, "msDS-ResultantPSO") && whole.hasAttributeValue("objectClass", "user")) {
            resultant.pso(whole).ifPresent(pso -> entry.addAttribute("msDS-ResultantPSO", pso.getDN()));
        }
        if (asked(request, "replPropertyMetaData")) {
            vault.metaData(whole.getParsedDN().toNormalizedString())
                    .ifPresent(value -> entry.addAttribute("replPropertyMetaData", value));
        }
        if (asked(request, DESCRIPTOR)
                && whole.hasAttributeValue("objectClass", "groupPolicyContainer")
                && !whole.hasAttribute(DESCRIPTOR)) {
            entry.addAttribute(DESCRIPTOR, PolicyDescriptor.bytes());
        }
        return entry;
    }

    /** The attributes of an entry that a request asks for. */
    Entry selected(Entry whole, ReadOnlySearchRequest request) {
        List<String> names = request.getAttributeList();
        if (names.isEmpty() || names.contains("*") || names.contains("+")) {
            return whole;
        }
        Entry selected = new Entry(whole.getDN());
        names.stream()
                .map(whole::getAttribute)
                .filter(java.util.Objects::nonNull)
                .forEach(selected::addAttribute);
        return selected;
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
