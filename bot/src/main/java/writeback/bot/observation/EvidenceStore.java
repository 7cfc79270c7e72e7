package writeback.bot.observation;

import java.util.List;
import writeback.bot.runbook.Evidence;

/** Our own stored evidence for this tenant and these premises. */
public interface EvidenceStore {

    /** Adds one piece, in the caller's transaction. */
    void record(Evidence evidence);

    /** Everything that is not older than a year, oldest first. */
    List<Evidence> all();
}
