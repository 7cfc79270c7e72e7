package writeback.bot.chat;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param mode how much the bot may do: look only, guide by hand, or plan changes for approval
 * @param portal the Entra admin centre that deep links lead to
 * @param selfService where people reset their own password
 * @param registration where people register for that
 * @param rehearsalAccount the test account that the rehearsal card names beforehand; may be empty
 */
@ConfigurationProperties("writeback.chat")
public record ChatSettings(
        @DefaultValue("guide") Mode mode,
        @DefaultValue("https://entra.microsoft.com") URI portal,
        @DefaultValue("https://aka.ms/sspr") URI selfService,
        @DefaultValue("https://aka.ms/ssprsetup") URI registration,
        @DefaultValue("") String rehearsalAccount) {

    /** Whether it may change anything at all, with approval. */
    boolean changes() {
        return mode == Mode.CHANGE;
    }

    /** How much the bot may do. */
    public enum Mode {
        OBSERVE,
        GUIDE,
        CHANGE
    }
}
