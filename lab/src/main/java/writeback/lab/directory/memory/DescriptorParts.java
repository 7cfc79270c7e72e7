package writeback.lab.directory.memory;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;

/** The control LDAP_SERVER_SD_FLAGS: which parts of a security descriptor are asked for (MS-ADTS 3.1.1.3.4.1.11). */
final class DescriptorParts {

    private static final String OID = "1.2.840.113556.1.4.801";
    private static final int DACL = 4;
    private static final int SACL = 8;

    private DescriptorParts() {}

    static boolean is(Control control) {
        return control.getOID().equals(OID);
    }

    /** Whether the control is there and names the DACL, and not the SACL, which only administrators may see. */
    static boolean areAccessList(List<Control> controls) throws LDAPException {
        for (Control control : controls) {
            if (is(control)) {
                return control.getValue() == null || (flags(control) & DACL) != 0 && (flags(control) & SACL) == 0;
            }
        }
        return false;
    }

    private static int flags(Control control) throws LDAPException {
        try {
            ASN1Element[] elements =
                    ASN1Sequence.decodeAsSequence(control.getValue().getValue()).elements();
            return ASN1Integer.decodeAsInteger(elements[0]).intValue();
        } catch (ASN1Exception | IndexOutOfBoundsException e) {
            throw new LDAPException(ResultCode.PROTOCOL_ERROR, "00000057: bad SD_FLAGS control", e);
        }
    }
}
