package writeback.contracts;

import java.util.EnumSet;
import java.util.Set;

/** What a server may be too lax or too simple to judge, so that only the documented rule can be asserted there. */
public enum Matter {

    /** Whether an access control list grants or denies. The directory in memory has rules of its own. */
    ACCESS(EnumSet.of(Kind.SAMBA, Kind.WINDOWS)),

    /**
     * That a control access right alone, such as "all extended rights", does not let anybody write properties (MS-ADTS
     * 5.1.3.3). Samba 4.24 lets it.
     */
    WRITES_BY_EXTENDED_RIGHT(EnumSet.of(Kind.WINDOWS)),

    /** That {@code flags} 2 of a GPO switches its computer half off (MS-GPOL 2.2.4). Samba's client ignores it. */
    GPO_FLAGS(EnumSet.of(Kind.MEMORY, Kind.WINDOWS)),

    /** That a GPO at version 0 in both stores is skipped as empty (MS-GPOL 3.2.5.1.6). Samba's client applies it. */
    GPO_VERSION_ZERO(EnumSet.of(Kind.MEMORY, Kind.WINDOWS)),

    /** That of groups only global ones let a PSO bind (MS-ADTS 3.1.1.4.5.36). In Samba 4.24 domain local ones do, too. */
    PSO_GROUP_KIND(EnumSet.of(Kind.MEMORY, Kind.WINDOWS)),

    /** That keys of a security template are found in any case. Samba's client wants them as documented. */
    TEMPLATE_CASE(EnumSet.of(Kind.MEMORY, Kind.WINDOWS)),

    /** That PSOs are for administrators only unless somebody was let in. Samba shows them to all. */
    PSO_ACCESS(EnumSet.of(Kind.MEMORY, Kind.WINDOWS));

    private final Set<Kind> judges;

    Matter(Set<Kind> judges) {
        this.judges = judges;
    }

    boolean isJudgedBy(Kind kind) {
        return judges.contains(kind);
    }
}
