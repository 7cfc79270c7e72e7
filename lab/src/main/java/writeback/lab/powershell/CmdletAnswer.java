package writeback.lab.powershell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cmdlet gave: objects, or an error. */
sealed interface CmdletAnswer {

    /** Objects in order; property values are text, numbers, booleans, lists, maps, null or {@link PowerShellValue}s. */
    record Objects(List<Map<String, @Nullable Object>> objects) implements CmdletAnswer {}

    /**
     * An error as PowerShell words it.
     *
     * @param id what tells errors apart in any language: {@code FullyQualifiedErrorId}
     * @param terminating false: the script goes on unless its ErrorAction says otherwise
     */
    record Failure(String message, String id, boolean terminating) implements CmdletAnswer {}
}
