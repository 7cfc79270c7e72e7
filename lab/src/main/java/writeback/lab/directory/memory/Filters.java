package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import writeback.lab.directory.DomainHand;
import writeback.lab.directory.PracticeDomain;

/**
 * Turns what only Active Directory understands in a filter into what any LDAP server does: the bit rules 803 and 804
 * (MS-ADTS 3.1.1.3.4.4) become the values that match now, and {@code objectCategory=person} the category's DN.
 */
final class Filters {

    private static final String ALL_BITS = "1.2.840.113556.1.4.803";
    private static final String ANY_BIT = "1.2.840.113556.1.4.804";
    private static final Map<String, String> CATEGORIES = Map.of(
            "person", "Person",
            "user", "Person",
            "computer", "Computer",
            "group", "Group",
            "organizationalunit", "Organizational-Unit",
            "grouppolicycontainer", "Group-Policy-Container",
            "domaindns", "Domain-DNS",
            "msds-passwordsettings", "ms-DS-Password-Settings");

    private final DomainHand hand;
    private final Names names;

    Filters(DomainHand hand, Names names) {
        this.hand = hand;
        this.names = names;
    }

    /** DN of a class's category. */
    static String category(String name) {
        return "CN=" + CATEGORIES.getOrDefault(name.toLowerCase(Locale.ROOT), name) + ",CN=Schema,CN=Configuration,"
                + PracticeDomain.BASE;
    }

    Filter translate(Filter filter) throws LDAPException {
        switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND:
                return Filter.createANDFilter(translate(filter.getComponents()));
            case Filter.FILTER_TYPE_OR:
                return Filter.createORFilter(translate(filter.getComponents()));
            case Filter.FILTER_TYPE_NOT:
                return Filter.createNOTFilter(translate(filter.getNOTComponent()));
            case Filter.FILTER_TYPE_EQUALITY:
                if (Names.isIdentifier(filter.getAttributeName())) {
                    return sameBytes(filter);
                }
                if (filter.getAttributeName().equalsIgnoreCase("memberOf")) {
                    return membersOf(filter.getAssertionValue());
                }
                boolean shortCategory = filter.getAttributeName().equalsIgnoreCase("objectCategory")
                        && !filter.getAssertionValue().contains("=");
                return shortCategory
                        ? Filter.createEqualityFilter("objectCategory", category(filter.getAssertionValue()))
                        : filter;
            case Filter.FILTER_TYPE_GREATER_OR_EQUAL:
                return isNumbered(filter)
                        ? Filter.createGreaterOrEqualFilter(filter.getAttributeName(), padded(filter))
                        : filter;
            case Filter.FILTER_TYPE_LESS_OR_EQUAL:
                return isNumbered(filter)
                        ? Filter.createLessOrEqualFilter(filter.getAttributeName(), padded(filter))
                        : filter;
            case Filter.FILTER_TYPE_EXTENSIBLE_MATCH:
                return bits(filter);
            default:
                return filter;
        }
    }

    private Filter[] translate(Filter[] filters) throws LDAPException {
        Filter[] translated = new Filter[filters.length];
        for (int i = 0; i < filters.length; i++) {
            translated[i] = translate(filters[i]);
        }
        return translated;
    }

    /** The server below would compare bytes as text without regard to case. */
    private Filter sameBytes(Filter filter) {
        return Filter.createORFilter(
                names.identified(filter.getAttributeName(), filter.getAssertionValueBytes()).stream()
                        .map(entry -> Filter.createEqualityFilter("distinguishedName", entry.getDN()))
                        .toList());
    }

    /** Whether it compares an update sequence number. */
    static boolean isNumbered(Filter filter) {
        return filter.getAttributeName().toLowerCase(Locale.ROOT).startsWith("usn")
                && filter.getAssertionValue().matches("\\d{1,18}");
    }

    private static String padded(Filter filter) {
        return UpdateNumbers.text(Long.parseLong(filter.getAssertionValue()));
    }

    /** The server below does not know {@code memberOf}: what is stored is {@code member}. */
    private Filter membersOf(String group) {
        return Filter.createORFilter(hand.search(group, "(objectClass=group)", "member").stream()
                .filter(entry -> entry.hasAttribute("member"))
                .flatMap(entry -> Stream.of(entry.getAttributeValues("member")))
                .map(member -> Filter.createEqualityFilter("distinguishedName", member))
                .toList());
    }

    private Filter bits(Filter filter) {
        boolean all = ALL_BITS.equals(filter.getMatchingRuleID());
        if (!all && !ANY_BIT.equals(filter.getMatchingRuleID())) {
            return filter;
        }
        String attribute = filter.getAttributeName();
        long mask = Long.parseLong(filter.getAssertionValue());
        List<Filter> values = hand.search(PracticeDomain.BASE, "(" + attribute + "=*)", attribute).stream()
                .map(Entry::getAttributes)
                .flatMap(attributes -> attributes.stream().flatMap(one -> Stream.of(one.getValues())))
                .distinct()
                .filter(value -> matches(Long.parseLong(value), mask, all))
                .map(value -> Filter.createEqualityFilter(attribute, value))
                .toList();
        return Filter.createORFilter(values);
    }

    private static boolean matches(long value, long mask, boolean all) {
        return all ? (value & mask) == mask : (value & mask) != 0;
    }
}
