package writeback.relay.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param commands each a {@link CommandEnvelope}, sealed; oldest first; may be empty
 * @param nextKey a {@link NextCommandKey}, sealed; null when the bot's command key is to stay
 */
public record PollAnswer(List<String> commands, @Nullable String nextKey) {}
