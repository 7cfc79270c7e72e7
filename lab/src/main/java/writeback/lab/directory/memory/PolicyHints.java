package writeback.lab.directory.memory;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import java.util.List;

/**
 * The controls LDAP_SERVER_POLICY_HINTS and its deprecated twin (MS-ADTS 3.1.1.3.4.1.27): value
 * {@code SEQUENCE { INTEGER }}, of which only 1 has an effect.
 */
final class PolicyHints {

    static final String OID = "1.2.840.113556.1.4.2239";
    static final String OLD_OID = "1.2.840.113556.1.4.2066";

    private PolicyHints() {}

    static boolean is(Control control) {
        return control.getOID().equals(OID) || control.getOID().equals(OLD_OID);
    }

    static boolean askedFor(List<Control> controls) {
        return controls.stream().anyMatch(control -> is(control) && one(control));
    }

    private static boolean one(Control control) {
        try {
            ASN1Element[] elements =
                    ASN1Sequence.decodeAsSequence(control.getValue().getValue()).elements();
            return elements.length == 1
                    && ASN1Integer.decodeAsInteger(elements[0]).intValue() == 1;
        } catch (ASN1Exception e) {
            return false;
        }
    }
}
