package writeback.relay.check;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import writeback.relay.enrolment.BotKeys;
import writeback.relay.guard.Identity;
import writeback.relay.protocol.message.CheckAnswer;
import writeback.relay.protocol.message.CheckRequest;
import writeback.relay.protocol.message.EnrolmentProblem;
import writeback.relay.protocol.message.Opened;
import writeback.relay.protocol.message.Rejection;
import writeback.relay.settings.AgentSettings;
import writeback.relay.transport.BotHttp;
import writeback.relay.transport.BotLink;
import writeback.relay.transport.EnrolmentLink;
import writeback.relay.transport.Exchange;
import writeback.relay.transport.LineSettings;
import writeback.relay.transport.ProxyChoice;

/** The way to the bot, whether it is the bot with the pinned key, and whether it takes this relay. */
final class BotDoor implements Topic {

    /** More is worth a word; looks and starts bear two minutes. */
    private static final Duration CLOCKS_AGREE = Duration.ofSeconds(10);

    private static final Duration CLOCKS_BORNE = Duration.ofMinutes(2);

    private static final String ROAD = "bot.url";
    private static final String AGENT = "agent.id";

    private final AgentSettings settings;
    private final Identity identity;
    private final Clock clock;

    BotDoor(AgentSettings settings, Clock clock) {
        this.settings = settings;
        this.identity = settings.identity();
        this.clock = clock;
    }

    @Override
    public String title() {
        return "bot";
    }

    @Override
    public void look(Sheet sheet) throws InterruptedException {
        BotHttp http;
        try {
            http = BotHttp.of(settings.line());
        } catch (IOException e) {
            sheet.problem("bot", String.valueOf(e.getMessage()), "bot.ca-file, bot.client-certificate");
            return;
        }
        BotLink link = new BotLink(http, settings.bot(), identity.agent(), settings::key, clock);
        CheckRequest asked = new CheckRequest(UUID.randomUUID().toString());
        Instant before = clock.instant();
        Exchange<String> exchange = link.check(asked);
        Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        if (exchange instanceof Exchange.TryAgain<String> unreachable) {
            sheet.problem(
                    ROAD,
                    settings.bot() + ": " + unreachable.reason(),
                    "look at bot.url, bot.proxy, bot.ca-file and the firewall (outbound, nothing else)");
            sheet.notLookedAt(AGENT, "the bot was not reached");
            return;
        }
        BotKeys pinned = new BotKeys(settings.keyPlaces().command(), settings.commandKey());
        PinnedKey key = new PinnedKey(pinned, new EnrolmentLink(http, settings.bot(), clock));
        if (exchange instanceof Exchange.NeverAgain<String> no) {
            refused(sheet, no, key);
            return;
        }
        sheet.ok(ROAD, settings.bot() + " answers, " + road(settings.bot(), settings.line()));
        Opened<CheckAnswer> opened =
                CheckAnswer.open(((Exchange.Answered<String>) exchange).answer(), identity.agent(), asked, pinned);
        if (opened instanceof Opened.Verified<CheckAnswer> verified) {
            taken(sheet, verified.content(), middle);
        } else {
            notTheBot(sheet, (Opened.Rejected<CheckAnswer>) opened, key);
        }
    }

    private static String road(URI bot, LineSettings line) {
        String tls = bot.getScheme().equals("http")
                ? "plain http on this machine"
                : "TLS, trusting "
                        + (line.caFile() == null
                                ? "this system's authorities"
                                : line.caFile().getFileName() + " alone")
                        + (line.certificate() == null
                                ? ""
                                : ", showing this relay's certificate where it is asked for");
        if (line.proxy() instanceof ProxyChoice.Named named) {
            return tls + ", by the proxy " + named;
        }
        return tls
                + (line.proxy() instanceof ProxyChoice.None
                        ? ", by no proxy"
                        : ", by the system's proxy if it has one");
    }

    private void taken(Sheet sheet, CheckAnswer answer, Instant now) {
        sheet.ok(PinnedKey.ABOUT, "the bot there proves the pinned key");
        sheet.ok(AGENT, identity.agent() + " is known and trusted");
        if (!answer.tenant().equals(identity.tenant()) || !answer.premises().equals(identity.premises())) {
            sheet.problem(
                    "agent.tenant, agent.premises",
                    "are " + identity.tenant() + ", " + identity.premises() + "; the bot's are " + answer.tenant()
                            + ", " + answer.premises() + ": every command would be refused as wrong-place",
                    "set them as the bot has them");
        } else {
            sheet.ok("agent.tenant, agent.premises", "are the bot's");
        }
        Set<String> unregistered = new TreeSet<>(identity.capabilities());
        unregistered.removeAll(answer.capabilities());
        if (unregistered.isEmpty()) {
            sheet.ok(
                    "agent.capabilities",
                    "the bot gives this relay work for " + new TreeSet<>(identity.capabilities()));
        } else {
            sheet.problem(
                    "agent.capabilities",
                    "the bot gives this relay no work for " + unregistered + ": it is registered for "
                            + answer.capabilities(),
                    "enrol it again with --capabilities, or register them with the bot");
        }
        clocks(sheet, Duration.between(answer.at(), now));
    }

    private static void clocks(Sheet sheet, Duration ahead) {
        String seen = "this machine's is " + ahead.abs().toSeconds() + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the bot's";
        if (ahead.abs().compareTo(CLOCKS_AGREE) <= 0) {
            sheet.ok("clock", seen);
        } else if (ahead.abs().compareTo(CLOCKS_BORNE) <= 0) {
            sheet.warning("clock", seen, "set it: a change has no grace when its time is over");
        } else {
            sheet.problem("clock", seen, "set it: commands are refused as expired or not-yet-issued");
        }
    }

    /** Without a signature that fits, nothing that was said counts. */
    private void notTheBot(Sheet sheet, Opened.Rejected<CheckAnswer> rejected, PinnedKey key)
            throws InterruptedException {
        if (rejected.code() == Rejection.UNKNOWN_KEY) {
            key.another(sheet);
        } else {
            sheet.problem(
                    PinnedKey.ABOUT,
                    "the answer is not the bot's, " + rejected.code().code() + ": " + rejected.detail(),
                    "is bot.url the bot, and nothing in between?");
        }
        sheet.notLookedAt(AGENT, "only the bot with the pinned key can say");
    }

    private void refused(Sheet sheet, Exchange.NeverAgain<String> no, PinnedKey key) throws InterruptedException {
        if (no.code().startsWith("http-")) {
            older(sheet, key);
            return;
        }
        sheet.ok(ROAD, settings.bot() + " answers, " + road(settings.bot(), settings.line()));
        key.shown(sheet);
        boolean ofTime = Set.of(Rejection.EXPIRED.code(), Rejection.NOT_YET_ISSUED.code())
                .contains(no.code());
        sheet.problem(ofTime ? "clock" : AGENT, no.reason(), ofTime ? "set this machine's clock" : remedy(no.code()));
        if (ofTime) {
            sheet.notLookedAt(AGENT, "the bot hears nobody whose clock is so far off");
        }
    }

    private static String remedy(String code) {
        return switch (EnrolmentProblem.of(code).orElse(EnrolmentProblem.UNFIT)) {
            case WAITING ->
                "compare the fingerprint above in the chat and confirm there; until then it is given nothing";
            case TURNED_DOWN, REMOVED ->
                "ask for a new code in the chat: add relay; then writeback-relay enrol --again";
            case KEY_RENEWED ->
                "start the relay, which takes its newer key; if it stays so: writeback-relay enrol --again";
            default -> "enrol this relay: add relay in the chat, then writeback-relay enrol";
        };
    }

    private void older(Sheet sheet, PinnedKey key) throws InterruptedException {
        if (key.isShown()) {
            sheet.ok(ROAD, settings.bot() + " answers, " + road(settings.bot(), settings.line()));
            key.shown(sheet);
            sheet.notLookedAt(AGENT, "this bot is older than the question, and cannot be asked beside a running relay");
            sheet.notLookedAt("clock", "for the same reason");
        } else {
            sheet.problem(ROAD, settings.bot() + " answers, and is no bot", "is the address right?");
            sheet.notLookedAt(AGENT, "the bot was not reached");
        }
    }
}
