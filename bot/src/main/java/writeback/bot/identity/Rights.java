package writeback.bot.identity;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may do what, by object id in our tenant. Default deny. To ask for a change or to approve one includes reading.
 */
@ConfigurationProperties("writeback.rights")
public record Rights(
        @DefaultValue List<String> read, @DefaultValue List<String> ask, @DefaultValue List<String> approve) {

    public boolean has(PersonId person, Right right) {
        String id = person.objectId();
        return switch (right) {
            case READ -> read.contains(id) || ask.contains(id) || approve.contains(id);
            case ASK -> ask.contains(id);
            case APPROVE -> approve.contains(id);
        };
    }
}
