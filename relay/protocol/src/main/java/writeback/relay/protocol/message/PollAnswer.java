package writeback.relay.protocol.message;

import java.util.List;

/** @param commands each a {@link CommandEnvelope}, sealed; oldest first; may be empty */
public record PollAnswer(List<String> commands) {}
