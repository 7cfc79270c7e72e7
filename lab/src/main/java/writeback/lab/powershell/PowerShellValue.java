package writeback.lab.powershell;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Values that ConvertTo-Json writes in its own way; they travel to the stand-in as one-key objects. */
final class PowerShellValue {

    private PowerShellValue() {}

    /** A DateTime: Windows PowerShell writes {@code "\/Date(MILLISECONDS)\/"}. */
    static Map<String, Object> dateTime(Instant instant) {
        return Map.of("$dateTime", instant.toString());
    }

    /** A member of an enumeration: ConvertTo-Json writes its number, text shows its name. */
    static Map<String, Object> enumeration(String name, int number) {
        return Map.of("$enum", name, "$number", number);
    }

    /** A TimeSpan: ConvertTo-Json writes its parts. */
    static Map<String, Object> timeSpan(Duration duration) {
        return Map.of("$timeSpan", duration.toMillis());
    }
}
