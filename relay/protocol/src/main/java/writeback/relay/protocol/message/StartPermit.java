package writeback.relay.protocol.message;

/** The bot's word that one agent, and from now on no other, may start a change. */
public record StartPermit(String commandId, long fence) {}
