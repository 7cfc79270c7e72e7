package writeback.lab.channel;

import java.util.List;
import java.util.Set;
import writeback.lab.Person;

/**
 * What the channel has to know of the organisation around it.
 *
 * @param port where to listen on loopback; 0 for any free port
 * @param botAppId the bot's application (client) id
 * @param people who has a conversation with the bot
 * @param tokenIssuers who may have issued the bot's tokens: the exact values of {@code iss}
 */
public record ChannelSettings(int port, String botAppId, List<Person> people, Set<String> tokenIssuers) {
    public ChannelSettings {
        people = List.copyOf(people);
        tokenIssuers = Set.copyOf(tokenIssuers);
    }
}
