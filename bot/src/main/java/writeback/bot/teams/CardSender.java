package writeback.bot.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.bot.connector.ConnectorClient;
import com.microsoft.bot.connector.rest.ErrorResponseException;
import com.microsoft.bot.restclient.RestException;
import com.microsoft.bot.schema.Activity;
import com.microsoft.bot.schema.Attachment;
import com.microsoft.bot.schema.ConversationAccount;
import com.microsoft.bot.schema.ResourceResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Brings the shelf's cards to Teams. At least once: a crash between Teams' yes and our note of it shows a new card twice,
 * an update twice is the same. Keeps within Teams' limits, waits as long as Teams asks, and gives a card up only when
 * Teams says that it will never take it, or after a day of trying.
 */
@Component
class CardSender implements SmartLifecycle {

    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int TRIES = 150;
    private static final String CARD = "application/vnd.microsoft.card.adaptive";

    private static final Logger LOG = LoggerFactory.getLogger(CardSender.class);

    private final CardShelf shelf;
    private final Talks talks;
    private final ChannelAdapter adapter;
    private final ObjectMapper json;
    private final Clock clock;
    private final SendRate rate = new SendRate();
    private final Semaphore waiting = new Semaphore(0);
    private @Nullable ExecutorService worker;

    CardSender(CardShelf shelf, Talks talks, ChannelAdapter adapter, ObjectMapper json, Clock clock) {
        this.shelf = shelf;
        this.talks = talks;
        this.adapter = adapter;
        this.json = json;
        this.clock = clock;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void waiting(CardShelf.Waiting ring) {
        waiting.release();
    }

    @Override
    public void start() {
        ExecutorService started = Executors.newSingleThreadExecutor(work -> new Thread(work, "card-sender"));
        worker = started;
        started.execute(this::run);
    }

    @Override
    public void stop() {
        ExecutorService stopping = worker;
        worker = null;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                // One permit for many rings: a round sends everything that is due.
                waiting.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                waiting.drainPermits();
                round();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("Sending cards failed; the next round is in {}.", IDLE, e);
            }
        }
    }

    /** Sends what is due. One lease at a time: a slow send must not outlive the leases of those behind it. */
    void round() {
        for (var due = shelf.lease(1); !due.isEmpty(); due = shelf.lease(1)) {
            due.forEach(this::send);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private void send(CardShelf.Due card) {
        Duration wait = rate.take(card.conversation(), clock.instant());
        if (!wait.isZero()) {
            shelf.later(card, wait);
            return;
        }
        Optional<String> serviceUrl = talks.serviceUrl(card.conversation());
        if (serviceUrl.isEmpty()) {
            shelf.givenUp(card, "no address is known for this conversation");
            return;
        }
        try {
            shelf.sent(card, deliver(card, serviceUrl.get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CompletionException e) {
            refused(card, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | RuntimeException | JsonProcessingException e) {
            refused(card, e);
        }
    }

    private @Nullable String deliver(CardShelf.Due card, String serviceUrl)
            throws InterruptedException, ExecutionException, TimeoutException, JsonProcessingException {
        ConnectorClient connector = adapter.connector(serviceUrl).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        Activity activity = Activity.createMessageActivity();
        activity.setConversation(new ConversationAccount(card.conversation()));
        activity.setSummary(card.summary());
        Attachment attachment = new Attachment();
        attachment.setContentType(CARD);
        // The connector's validator fails on a Map on Java 17: it must be a tree.
        attachment.setContent(json.readTree(card.card()));
        activity.setAttachment(attachment);
        var conversations = connector.getConversations();
        ResourceResponse response;
        if (card.activityId() == null) {
            response = conversations
                    .sendToConversation(card.conversation(), activity)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            activity.setId(card.activityId());
            response = conversations
                    .updateActivity(card.conversation(), card.activityId(), activity)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return response == null ? null : response.getId();
    }

    private void refused(CardShelf.Due card, Throwable fault) {
        String problem = fault instanceof ErrorResponseException answer && answer.response() != null
                ? "Teams answered " + answer.response().code()
                : fault.toString();
        Duration asked = retryAfter(fault);
        boolean never = status(fault) == 403 || status(fault) == 404 || status(fault) == 413 || status(fault) == 400;
        if (never || card.tries() + 1 >= TRIES) {
            LOG.error("Gave up card {} in conversation {}: {}", card.name(), card.conversation(), problem);
            shelf.givenUp(card, problem);
            return;
        }
        Duration pause = asked.isZero() ? backoff(card.tries()) : asked;
        LOG.warn("Card {} was not taken ({}); next try in {}.", card.name(), problem, pause);
        shelf.again(card, pause, problem);
    }

    private static Duration backoff(int tries) {
        long millis = Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(tries, 12));
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    private static int status(Throwable fault) {
        return fault instanceof RestException answer && answer.response() != null
                ? answer.response().code()
                : 0;
    }

    private static Duration retryAfter(Throwable fault) {
        if (fault instanceof RestException answer && answer.response() != null) {
            String seconds = answer.response().headers().get("Retry-After");
            if (seconds != null && seconds.matches("\\d{1,5}")) {
                return Duration.ofSeconds(Long.parseLong(seconds));
            }
        }
        return Duration.ZERO;
    }
}
