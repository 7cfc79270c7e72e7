package writeback.bot.teams;

import com.microsoft.bot.schema.Activity;
import com.microsoft.bot.schema.ConversationAccount;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Says one thing at once and once, and keeps nothing of it: for when nothing can be kept. */
@Component
class Aloud {

    private static final long TIMEOUT_SECONDS = 15;

    private final ChannelAdapter adapter;

    Aloud(ChannelAdapter adapter) {
        this.adapter = adapter;
    }

    /** @return fails when Teams did not take it */
    CompletableFuture<Void> say(Knock to, String text) {
        Activity activity = Activity.createMessageActivity();
        activity.setConversation(new ConversationAccount(to.conversation()));
        activity.setText(text);
        return adapter.connector(to.serviceUrl())
                .thenCompose(connector -> connector.getConversations().sendToConversation(to.conversation(), activity))
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .thenApply(sent -> null);
    }
}
