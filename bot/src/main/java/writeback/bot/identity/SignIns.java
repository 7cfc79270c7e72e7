package writeback.bot.identity;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import writeback.bot.audit.AuditTrail;
import writeback.bot.identity.Arrival.Reason;
import writeback.bot.identity.SignInLinks.Link;
import writeback.bot.identity.SignInLinks.Returned;
import writeback.bot.schedule.Events;

/**
 * The way of a sign-in: a link is handed out, its page is continued once, the browser comes back once. What must come back
 * (PKCE verifier, nonce) follows from a secret that only that browser holds, so the database could not be used to sign in,
 * and a request that somebody else started cannot be finished here.
 */
final class SignIns implements SignInDesk {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final Duration TICKET_LIVES = Duration.ofMinutes(2);
    private static final int LONGEST_NAME = 200;

    /** Where the browser goes, and the secret it takes with it. */
    record Departure(URI authorize, String browser) {
        @Override
        public String toString() {
            return "Departure[...]";
        }
    }

    private final String tenant;
    private final URI publicUrl;
    private final Authority authority;
    private final SignInLinks links;
    private final PendingCodes codes;
    private final LinkedAccounts linked;
    private final StoredSessions sessions;
    private final AuditTrail trail;
    private final Events events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SignIns(
            String tenant,
            URI publicUrl,
            Authority authority,
            SignInLinks links,
            PendingCodes codes,
            LinkedAccounts linked,
            StoredSessions sessions,
            AuditTrail trail,
            Events events,
            TransactionTemplate transaction,
            Clock clock) {
        this.tenant = tenant;
        this.publicUrl = publicUrl;
        this.authority = authority;
        this.links = links;
        this.codes = codes;
        this.linked = linked;
        this.sessions = sessions;
        this.trail = trail;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException for a person of another tenant */
    @Override
    public URI link(PersonId person, String displayName, String conversation) {
        return link(new Link(person, conversation, shownName(displayName), SignInLinks.SIGN_IN, ""), "signin");
    }

    /** A link to what waits for this person; as {@link Gate#link} says. */
    URI gateLink(PersonId person, String displayName, String conversation, String purpose, String target) {
        return link(new Link(person, conversation, shownName(displayName), purpose, target), purpose);
    }

    private URI link(Link link, String path) {
        if (!link.person().tenant().equals(tenant)) {
            throw new IllegalArgumentException("a person of another tenant cannot sign in");
        }
        String secret = Secrets.fresh();
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            links.add(secret, link, now.plus(LIFETIME), now);
            if (!link.gate()) {
                codes.forget(link.person(), link.conversation());
            }
        });
        return URI.create(publicUrl.toString().replaceAll("/+$", "") + "/" + path + "/" + secret);
    }

    /** Whom the link's page acts for; looking does not use it up, since mail and chat programs look ahead. */
    Optional<String> nameOn(String secret) {
        return links.open(secret, clock.instant()).filter(link -> !link.gate()).map(Link::displayName);
    }

    /** The same of a link to what waits for somebody. */
    Optional<String> nameOnGate(String secret) {
        return links.open(secret, clock.instant()).filter(Link::gate).map(Link::displayName);
    }

    /** Uses the link up; the person has as long again at the sign-in server. */
    Optional<Departure> depart(String secret) {
        Instant now = clock.instant();
        String state = Secrets.fresh();
        String browser = Secrets.fresh();
        if (!links.continueOnce(secret, state, browser, now.plus(LIFETIME), now)) {
            tellTriedInVain(secret);
            return Optional.empty();
        }
        URI target = authority.authorize(state, nonce(browser), Secrets.challenge(verifier(browser)));
        return Optional.of(new Departure(target, browser));
    }

    /** Uses a ticket up. */
    Optional<Link> admit(String ticket, String purpose) {
        Optional<Link> admitted = links.admitOnce(ticket, purpose, clock.instant());
        if (admitted.isEmpty()) {
            tellTriedInVain(ticket);
        }
        return admitted;
    }

    private void tellTriedInVain(String secretOrTicket) {
        transaction.executeWithoutResult(status ->
                links.triedInVain(secretOrTicket, clock.instant()).ifPresent(link -> refuse(link, Reason.LINK, "")));
    }

    /**
     * The browser is back.
     *
     * @param browser the secret it took along, if it has it
     * @param error the sign-in server's error code, if it sent one
     */
    Arrival arrive(String state, @Nullable String code, @Nullable String error, @Nullable String browser) {
        Optional<Returned> found = links.returnOnce(state, clock.instant());
        if (found.isEmpty()) {
            return new Arrival.Refused(Reason.LINK);
        }
        Link link = found.get().link();
        if (browser == null || !Secrets.same(Secrets.hash(browser), found.get().browserHash())) {
            return refuse(link, Reason.BROWSER, "");
        }
        if (error != null || code == null) {
            return refuse(link, Reason.DECLINED, "");
        }
        Authority.Answer answer = authority.redeem(code, verifier(browser));
        if (answer instanceof Authority.Answer.Granted granted) {
            return accept(link, granted, nonce(browser), state);
        }
        return answer instanceof Authority.Answer.Failed
                ? refuse(link, Reason.UNAVAILABLE, "")
                : refuse(link, Reason.INVALID, "");
    }

    private Arrival accept(Link link, Authority.Answer.Granted granted, String nonce, String state) {
        Optional<IdToken> read = IdToken.read(granted.idToken());
        if (read.isEmpty()) {
            return refuse(link, Reason.INVALID, "");
        }
        IdToken token = read.get();
        String said = token.tenant() + "/" + token.objectId();
        if (!Secrets.same(token.nonce(), nonce) || !token.audience().equals(authority.clientId())) {
            return refuse(link, Reason.INVALID, said);
        }
        if (!token.tenant().equals(tenant) || token.isGuest(granted.homeAccount())) {
            return refuse(link, Reason.FOREIGN, said);
        }
        if (!token.issuedBy(authority.address()) || token.objectId().isEmpty()) {
            return refuse(link, Reason.INVALID, said);
        }
        Account account = new Account(
                new PersonId(tenant, token.objectId()),
                shownName(token.userName()),
                shownName(token.displayName()),
                granted.tokenCache());
        return link.gate() ? atGate(link, account, state) : arrived(link, account);
    }

    /** Persons are compared, not accounts. The tokens are dropped: who fetches a list does not sign in to the bot. */
    private Arrival atGate(Link link, Account account, String state) {
        PersonId person = linked.owner(account.id()).orElse(account.id());
        if (!person.equals(link.person())) {
            return refuse(link, Reason.OTHER, account.id().text());
        }
        String ticket = Secrets.fresh();
        links.leaveTicket(state, ticket, clock.instant().plus(TICKET_LIVES));
        return new Arrival.Admitted(ticket, link.purpose(), account.name());
    }

    private Arrival arrived(Link link, Account account) {
        Optional<PersonId> owner = linked.owner(account.id());
        if (owner.isPresent() && !owner.get().equals(link.person())) {
            return refuse(link, Reason.TAKEN, account.id().text());
        }
        if (owner.isPresent() || account.id().equals(link.person())) {
            transaction.executeWithoutResult(status -> begin(link.person(), account));
            return new Arrival.Done(account.name(), link.displayName());
        }
        String code = transaction.execute(status -> codes.add(link, account, clock.instant()));
        return new Arrival.CodeNeeded(code, account.name(), link.displayName());
    }

    @Override
    public CodeOutcome confirm(PersonId person, String conversation, String code) {
        return transaction.execute(status -> {
            Instant now = clock.instant();
            PendingCodes.Try tried = codes.attempt(person, conversation, code, now);
            if (tried.account() != null) {
                link(person, tried.account(), now);
            } else if (tried.outcome() == CodeOutcome.TOO_MANY_TRIES) {
                trail.append(
                        "identity.refused", person.text(), person.text(), Map.of("reason", "too many wrong codes"));
            }
            return tried.outcome();
        });
    }

    private void link(PersonId person, Account account, Instant now) {
        Optional<PersonId> owner = linked.owner(account.id());
        if (owner.isEmpty()) {
            linked.link(person, account, now);
            // whoever was signed in with it as a person of its own was this person all along
            sessions.end(account.id(), "linked to " + person.text());
            trail.append("identity.linked", person.text(), account.id().text(), Map.of("account", account.name()));
        } else if (!owner.get().equals(person)) {
            throw new IllegalStateException("the account was linked to another person in the meantime");
        }
        begin(person, account);
    }

    private void begin(PersonId person, Account account) {
        sessions.begin(person, account, clock.instant());
        trail.append("identity.signed-in", person.text(), account.id().text(), Map.of("account", account.name()));
        events.publish(SIGNED_IN, person.text());
    }

    private Arrival refuse(Link link, Reason reason, String account) {
        Map<String, String> details = new HashMap<>();
        details.put("reason", reason.name().toLowerCase(Locale.ROOT));
        details.put("account", account);
        if (link.gate()) {
            details.put("purpose", link.purpose());
            details.put("target", link.target());
        }
        transaction.executeWithoutResult(status -> trail.append(
                "identity.refused", link.person().text(), link.person().text(), details));
        return link.gate() ? new Arrival.Denied(reason) : new Arrival.Refused(reason);
    }

    private static String verifier(String browser) {
        return Secrets.derived(browser, "pkce");
    }

    private static String nonce(String browser) {
        return Secrets.derived(browser, "nonce");
    }

    /** Without control and direction characters, and not longer than a name is. */
    private static String shownName(String name) {
        String clean = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "").strip();
        return clean.length() <= LONGEST_NAME
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, LONGEST_NAME)));
    }
}
