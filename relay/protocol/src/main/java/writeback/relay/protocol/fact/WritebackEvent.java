package writeback.relay.protocol.fact;

import java.time.Instant;

/**
 * One entry of the sync server's Application log by source PasswordResetService or ADSync (Troubleshoot self-service
 * password reset writeback).
 *
 * @param message at most 2000 characters of the entry's text
 */
public record WritebackEvent(int id, Instant at, String source, String message) {}
