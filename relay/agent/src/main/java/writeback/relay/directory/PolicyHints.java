package writeback.relay.directory;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import java.util.Optional;

/**
 * The control that makes a password reset obey history and minimum age, as writeback does (MS-ADTS 3.1.1.3.4.1.27). Its
 * value is {@code SEQUENCE { INTEGER 1 }}.
 */
public final class PolicyHints {

    private static final String CURRENT = "1.2.840.113556.1.4.2239";
    private static final String DEPRECATED = "1.2.840.113556.1.4.2066";

    private PolicyHints() {}

    public static boolean offered(DomainSession session) {
        return control(session).isPresent();
    }

    /** The control as this server offers it: the current one, else its deprecated twin. */
    public static Optional<Control> control(DomainSession session) {
        for (String oid : new String[] {CURRENT, DEPRECATED}) {
            if (session.supportedControls().contains(oid)) {
                return Optional.of(
                        new Control(oid, true, new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode())));
            }
        }
        return Optional.empty();
    }
}
