package writeback.relay.grouppolicy;

import com.hierynomus.msdtyp.SecurityDescriptor;
import com.hierynomus.smb.SMBBuffer;

/**
 * A file's security descriptor as the bytes that the server gave (self-relative, MS-DTYP 2.4.6). The library's own reading
 * of it does not keep every access list as it is, so it never gets to read it.
 */
final class RawDescriptor extends SecurityDescriptor {

    private static final int CONTROL_HIGH = 3;
    private static final int AUTO_INHERITED_HIGH = 0x04;
    private static final int AUTO_INHERIT_REQUIRED_HIGH = 0x01;

    private final byte[] bytes;

    /** @param bytes as read; a list that was inherited is marked so, or the server would take it for an explicit one */
    RawDescriptor(byte[] bytes) {
        this.bytes = bytes.clone();
        if ((this.bytes[CONTROL_HIGH] & AUTO_INHERITED_HIGH) != 0) {
            this.bytes[CONTROL_HIGH] |= AUTO_INHERIT_REQUIRED_HIGH;
        }
    }

    @Override
    public void write(SMBBuffer buffer) {
        buffer.putRawBytes(bytes);
    }
}
