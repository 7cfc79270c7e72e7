package writeback.bot.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.chat.RelayVoices.Voice;
import writeback.bot.premises.PremisesSettings;
import writeback.bot.premises.Relay;
import writeback.bot.premises.Relays;

/**
 * Notices that a trusted relay has fallen silent, and that it is back. What was said is stored with the cards that say it,
 * so neither a restart nor another bot says it again. While nobody could have polled, because this bot was not there or
 * stood still, no silence is held against a relay.
 */
@Component
class RelayWatch implements SmartLifecycle {

    /** A relay that comes and goes is said to be silent at most once in this time. */
    static final Duration CALM = Duration.ofMinutes(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(RelayWatch.class);

    private final Relays relays;
    private final RelayVoices voices;
    private final RelayNews news;
    private final Duration silentAfter;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private Instant watchedSince = Instant.MAX;
    private Instant lastLook = Instant.MIN;
    private @Nullable ScheduledExecutorService worker;

    RelayWatch(
            Relays relays,
            RelayVoices voices,
            RelayNews news,
            PremisesSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.relays = relays;
        this.voices = voices;
        this.news = news;
        this.silentAfter = settings.silentAfter();
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void start() {
        ScheduledExecutorService started =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "relay-watch"));
        worker = started;
        started.scheduleWithFixedDelay(
                this::round, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = worker;
        worker = null;
        if (stopping != null) {
            stopping.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    private void round() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("Looking which relays are silent failed; the next look is in {}.", LOOK_EVERY, e);
        }
    }

    /** One look at all relays. */
    synchronized void look() {
        Instant now = clock.instant();
        if (lastLook.isBefore(now.minus(silentAfter))) {
            watchedSince = now;
        }
        lastLook = now;
        Map<String, Voice> known = voices.all();
        for (Relay relay : relays.list()) {
            Voice voice = known.get(relay.id());
            if (relay.state() == Relay.State.TRUSTED) {
                look(relay, voice == null ? voices.begin(relay.id(), now) : voice, now);
            } else if (voice != null) {
                voices.forget(relay.id());
            }
        }
    }

    private void look(Relay relay, Voice voice, Instant now) {
        if (relay.connected()) {
            if (voice.silent()) {
                back(relay, voice);
            }
        } else if (!voice.silent() && isLong(voice.since(), now) && isLong(watchedSince, now)) {
            silent(relay, now);
        }
    }

    private void silent(Relay relay, Instant now) {
        transaction.executeWithoutResult(status -> {
            if (voices.silent(relay.id(), Optional.ofNullable(relay.lastPoll()), now, now.minus(CALM))) {
                LOG.warn("relay {} is silent, last heard of: {}", relay.id(), relay.lastPoll());
                news.silent(relay);
            }
        });
    }

    private void back(Relay relay, Voice voice) {
        transaction.executeWithoutResult(status -> {
            if (voices.back(relay.id())) {
                LOG.info("relay {} is back", relay.id());
                news.back(relay, Optional.ofNullable(voice.silentFrom()));
            }
        });
    }

    private boolean isLong(Instant since, Instant now) {
        return !since.isAfter(now.minus(silentAfter));
    }
}
