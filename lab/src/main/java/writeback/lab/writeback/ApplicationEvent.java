package writeback.lab.writeback;

import java.time.Instant;

/**
 * One record of the sync server's Application log.
 *
 * @param recordId its number in the log; grows
 * @param provider {@code PasswordResetService} or {@code ADSync}
 * @param id the event's number
 * @param level 2 error, 3 warning, 4 information
 * @param message what the event viewer shows
 */
public record ApplicationEvent(
        long recordId, Instant timeCreated, String provider, int id, int level, String message) {}
