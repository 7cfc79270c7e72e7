package writeback.lab.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFChangeRecord;
import java.util.List;

/**
 * The lab's own hand inside the domain: reads and writes it past all access rules, also while LDAPS is stopped.
 *
 * <p>Methods throw {@link DirectoryTrouble} when the directory did not do it.
 */
public interface DomainHand {

    /** Makes the changes in order; stops at the first that fails. */
    void change(List<LDIFChangeRecord> changes);

    /** The entries below and including {@code base} that match the filter; none when {@code base} is not there. */
    List<Entry> search(String base, String filter, String... attributes);
}
