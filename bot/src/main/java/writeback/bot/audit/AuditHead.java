package writeback.bot.audit;

/**
 * The newest row of the trail; whoever knows it can tell later whether the trail was cut or rewritten.
 *
 * @param seq 0 when the trail is empty
 * @param hash SHA-256 in hex; 64 zeros when the trail is empty
 */
public record AuditHead(long seq, String hash) {}
