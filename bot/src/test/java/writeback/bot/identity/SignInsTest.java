package writeback.bot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import writeback.bot.Place;
import writeback.bot.SettableClock;
import writeback.bot.identity.Arrival.Reason;
import writeback.bot.identity.SignInDesk.CodeOutcome;

/** From the link to the token, against a sign-in server over https. */
class SignInsTest {
    private static final String OWN = "aaaa0000-0000-0000-0000-000000000001";
    private static final String OTHER = "bbbb0000-0000-0000-0000-000000000002";
    private static final PersonId PERSON = new PersonId(TestAuthority.TENANT, OWN);
    private static final PersonId SOMEBODY = new PersonId(TestAuthority.TENANT, OTHER);
    private static final PersonId THIRD = new PersonId(TestAuthority.TENANT, "cccc0000-0000-0000-0000-000000000003");
    private static final Set<String> WRITE = Set.of("UserAuthenticationMethod.ReadWrite.All");
    private static final String CHAT = "a:chat-1";

    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final Recorded recorded = new Recorded();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final DataSource database = database();
    private TestAuthority server;
    private SignIns signIns;
    private StoredSessions sessions;
    private Persons persons;
    private GraphTokens tokens;
    private Path key;

    @TempDir
    private Path folder;

    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @BeforeEach
    void start() throws IOException {
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/V300__identity.sql"),
                        new ClassPathResource("db/migration/V310__gate.sql"))
                .execute(database);
        server = new TestAuthority();
        server.oid = OWN;
        key = newKey("key");
        Files.writeString(folder.resolve("secret"), TestAuthority.CLIENT_SECRET + "\n");
        build(key);
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.DEBUG);
        root.addAppender(log);
    }

    @AfterEach
    void stopAndFindNoSecretInTheLog() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.detachAppender(log);
        server.close();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            String line = event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getMessage());
            assertThat(line).doesNotContain(TestAuthority.CLIENT_SECRET);
            server.secrets.forEach(secret -> assertThat(line).doesNotContain(secret));
        }
        assertThat(recorded.rows.toString() + recorded.events)
                .doesNotContain(TestAuthority.CLIENT_SECRET)
                .satisfies(
                        all -> server.secrets.forEach(secret -> assertThat(all).doesNotContain(secret)));
    }

    @Test
    void ownAccountIsSignedInAndToldOnce() {
        Arrival arrival = signIn(PERSON, CHAT);

        assertThat(arrival).isEqualTo(new Arrival.Done("aaaa@contoso.test", "Riley"));
        assertThat(sessions.of(PERSON))
                .contains(new SignedIn(PERSON, "aaaa@contoso.test", "Name of aaaa", clock.instant()));
        assertThat(recorded.events).containsExactly(SignInDesk.SIGNED_IN + " " + PERSON.text());
        assertThat(recorded.kinds()).containsExactly("identity.signed-in");
    }

    @Test
    void onlyReadingIsAskedForAtSignIn() {
        signIn(PERSON, CHAT);

        assertThat(server.tokenRequests).hasSize(1);
        assertThat(server.tokenRequests.get(0).get("scope").split(" "))
                .containsExactlyInAnyOrder(
                        "User.Read",
                        "Organization.Read.All",
                        "Directory.Read.All",
                        "AuditLog.Read.All",
                        "openid",
                        "profile",
                        "offline_access");
    }

    @Test
    void readingComesFromTheCacheAndIsRefreshedWhenItExpires() {
        server.expiresIn = 1;
        signIn(PERSON, CHAT);
        server.expiresIn = 3600;

        TokenResult refreshed = tokens.reading(PERSON);
        TokenResult cached = tokens.reading(PERSON);

        assertThat(refreshed).isInstanceOf(TokenResult.Token.class).isEqualTo(cached);
        assertThat(server.tokenRequests)
                .extracting(form -> form.get("grant_type"))
                .containsExactly("authorization_code", "refresh_token");
    }

    @Test
    void changingIsFetchedNowWithItsScopesAndKeptNowhere() {
        signIn(PERSON, CHAT);
        byte[] before = storedTokens();

        TokenResult first = tokens.changing(PERSON, WRITE);
        TokenResult second = tokens.changing(PERSON, WRITE);

        assertThat(first).isInstanceOf(TokenResult.Token.class).isNotEqualTo(second);
        assertThat(server.tokenRequests.get(1).get("scope")).contains("UserAuthenticationMethod.ReadWrite.All");
        assertThat(storedTokens()).isEqualTo(before);
        assertThat(first.toString()).isEqualTo("Token[...]");
    }

    @Test
    void aTokenThatTurnsOutWiderThanAskedIsNotStored() {
        server.scopeInstead = "User.Read https://graph.microsoft.com/UserAuthenticationMethod.ReadWrite.All";
        signIn(PERSON, CHAT);

        String cache = new Vault(keyBytes(key)).open(PERSON, storedTokens()).orElseThrow();

        assertThat(cache).contains("refresh-").doesNotContain("\"access-").doesNotContain("ReadWrite");
    }

    @Test
    void tokensAreEncryptedAtRest() {
        signIn(PERSON, CHAT);

        String stored = new String(storedTokens(), StandardCharsets.ISO_8859_1);

        server.secrets.forEach(secret -> assertThat(stored).doesNotContain(secret));
        assertThat(new Vault(keyBytes(key)).open(SOMEBODY, storedTokens())).isEmpty();
    }

    @Test
    void anotherKeyMeansSignedOut() throws IOException {
        signIn(PERSON, CHAT);

        build(newKey("another"));

        assertThat(sessions.of(PERSON)).isEmpty();
        assertThat(tokens.reading(PERSON)).isEqualTo(new TokenResult.SignInNeeded("signed_out"));
        assertThat(signIn(PERSON, CHAT)).isInstanceOf(Arrival.Done.class);
        assertThat(sessions.of(PERSON)).isPresent();
    }

    @Test
    void aRestartKeepsTheSession() {
        signIn(PERSON, CHAT);

        build(key);

        assertThat(tokens.reading(PERSON)).isInstanceOf(TokenResult.Token.class);
    }

    @Test
    void aLinkIsContinuedOnce() {
        String secret = link(PERSON, CHAT);

        assertThat(signIns.nameOn(secret)).contains("Riley");
        assertThat(signIns.nameOn(secret)).contains("Riley");
        assertThat(signIns.depart(secret)).isPresent();
        assertThat(signIns.depart(secret)).isEmpty();
        assertThat(signIns.nameOn(secret)).isEmpty();
    }

    @Test
    void aFreshLinkReplacesTheOlderOneOfThatConversationOnly() {
        String older = link(PERSON, CHAT);
        String elsewhere = link(PERSON, "a:chat-2");
        String fresh = link(PERSON, CHAT);

        assertThat(signIns.nameOn(older)).isEmpty();
        assertThat(signIns.nameOn(elsewhere)).isPresent();
        assertThat(signIns.nameOn(fresh)).isPresent();
    }

    @Test
    void anExpiredLinkIsRefused() {
        String secret = link(PERSON, CHAT);
        clock.pass(Duration.ofMinutes(10));

        assertThat(signIns.nameOn(secret)).isEmpty();
        assertThat(signIns.depart(secret)).isEmpty();
    }

    @Test
    void aSignInThatComesBackTooLateIsRefused() {
        SignIns.Departure departure = signIns.depart(link(PERSON, CHAT)).orElseThrow();
        Map<String, String> back = server.signIn(departure.authorize());
        clock.pass(Duration.ofMinutes(10));

        assertThat(arrive(back, departure.browser())).isEqualTo(new Arrival.Refused(Reason.LINK));
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void aStateComesBackOnce() {
        SignIns.Departure departure = signIns.depart(link(PERSON, CHAT)).orElseThrow();
        Map<String, String> back = server.signIn(departure.authorize());

        assertThat(arrive(back, departure.browser())).isInstanceOf(Arrival.Done.class);
        assertThat(arrive(back, departure.browser())).isEqualTo(new Arrival.Refused(Reason.LINK));
    }

    @Test
    void aWrongStateIsRefused() {
        SignIns.Departure departure = signIns.depart(link(PERSON, CHAT)).orElseThrow();
        Map<String, String> back = server.signIn(departure.authorize());

        Arrival arrival = signIns.arrive("wrong", back.get("code"), null, departure.browser());

        assertThat(arrival).isEqualTo(new Arrival.Refused(Reason.LINK));
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void aWrongNonceIsRefused() {
        server.nonceInstead = "of another request";

        assertNothingKept(signIn(PERSON, CHAT), Reason.INVALID);
    }

    @Test
    void aTokenForAnotherApplicationIsRefused() {
        server.moreClaims = Map.of("aud", "33333333-3333-3333-3333-333333333333");

        assertNothingKept(signIn(PERSON, CHAT), Reason.INVALID);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        server.moreClaims = Map.of("iss", "https://login.example/" + TestAuthority.TENANT + "/v2.0");

        assertNothingKept(signIn(PERSON, CHAT), Reason.INVALID);
    }

    @Test
    void aBrowserThatDidNotGoCannotComeBack() {
        SignIns.Departure departure = signIns.depart(link(PERSON, CHAT)).orElseThrow();
        Map<String, String> back = server.signIn(departure.authorize());

        assertNothingKept(arrive(back, "another browser's"), Reason.BROWSER);
        assertThat(arrive(back, departure.browser())).isEqualTo(new Arrival.Refused(Reason.LINK));
    }

    @Test
    void aForeignTenantIsRefused() {
        server.tid = "99999999-9999-9999-9999-999999999999";
        server.homeTenant = server.tid;

        assertNothingKept(signIn(PERSON, CHAT), Reason.FOREIGN);
    }

    @Test
    void aGuestOfOurTenantIsRefused() {
        server.homeTenant = "99999999-9999-9999-9999-999999999999";
        assertNothingKept(signIn(PERSON, CHAT), Reason.FOREIGN);

        server.homeTenant = TestAuthority.TENANT;
        server.moreClaims = Map.of("acct", "1");
        assertNothingKept(signIn(PERSON, CHAT), Reason.FOREIGN);

        server.moreClaims = Map.of("idp", "https://sts.windows.net/99999999-9999-9999-9999-999999999999/");
        assertNothingKept(signIn(PERSON, CHAT), Reason.FOREIGN);
    }

    @Test
    void aPersonOfAnotherTenantGetsNoLink() {
        PersonId foreign = new PersonId("99999999-9999-9999-9999-999999999999", OWN);

        assertThatThrownBy(() -> signIns.link(foreign, "Gale", CHAT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCancelledSignInIsRefused() {
        SignIns.Departure departure = signIns.depart(link(PERSON, CHAT)).orElseThrow();
        String state = server.signIn(departure.authorize()).get("state");

        assertNothingKept(signIns.arrive(state, null, "access_denied", departure.browser()), Reason.DECLINED);
    }

    @Test
    void aServerThatIsDownKeepsNothing() {
        server.failStatus = 503;
        server.failError = "temporarily_unavailable";

        assertNothingKept(signIn(PERSON, CHAT), Reason.UNAVAILABLE);
    }

    @Test
    void aRefreshThatIsRefusedEndsTheSession() {
        server.expiresIn = 1;
        signIn(PERSON, CHAT);
        server.failStatus = 400;
        server.failError = "invalid_grant";

        assertThat(tokens.reading(PERSON)).isEqualTo(new TokenResult.SignInNeeded("invalid_grant"));
        assertThat(sessions.of(PERSON)).isEmpty();
        assertThat(recorded.kinds()).containsExactly("identity.signed-in", "identity.signed-out");
    }

    @Test
    void aRefreshThatCannotBeAskedForKeepsTheSession() {
        server.expiresIn = 1;
        signIn(PERSON, CHAT);
        server.failStatus = 503;
        server.failError = "temporarily_unavailable";
        assertThat(tokens.reading(PERSON)).isInstanceOf(TokenResult.Unavailable.class);

        server.close();

        assertThat(tokens.reading(PERSON)).isInstanceOf(TokenResult.Unavailable.class);
        assertThat(sessions.of(PERSON)).isPresent();
    }

    @Test
    void aChangeThatNeedsThePersonLeavesTheSession() {
        signIn(PERSON, CHAT);
        server.failStatus = 400;
        server.failError = "interaction_required";

        assertThat(tokens.changing(PERSON, WRITE)).isEqualTo(new TokenResult.SignInNeeded("interaction_required"));
        assertThat(sessions.of(PERSON)).isPresent();
    }

    @Test
    void nobodySignedInHasNoToken() {
        assertThat(tokens.reading(PERSON)).isEqualTo(new TokenResult.SignInNeeded("signed_out"));
        assertThat(tokens.changing(PERSON, WRITE)).isEqualTo(new TokenResult.SignInNeeded("signed_out"));
    }

    @Test
    void signingOutForgetsTheTokens() {
        signIn(PERSON, CHAT);

        sessions.signOut(PERSON);
        sessions.signOut(PERSON);

        assertThat(sessions.of(PERSON)).isEmpty();
        assertThat(recorded.kinds()).containsExactly("identity.signed-in", "identity.signed-out");
    }

    @Test
    void anotherAccountIsKeptOnlyAfterItsCodeWasTyped() {
        server.oid = OTHER;

        Arrival.CodeNeeded needed = (Arrival.CodeNeeded) signIn(PERSON, CHAT);

        assertThat(needed.code()).matches("\\d{6}");
        assertThat(sessions.of(PERSON)).isEmpty();
        assertThat(recorded.events).isEmpty();
        assertThat(signIns.confirm(PERSON, CHAT, needed.code())).isEqualTo(CodeOutcome.ACCEPTED);
        assertThat(sessions.of(PERSON)).map(SignedIn::account).contains("bbbb@contoso.test");
        assertThat(tokens.reading(PERSON)).isInstanceOf(TokenResult.Token.class);
        assertThat(recorded.kinds()).containsExactly("identity.linked", "identity.signed-in");
        assertThat(signIns.confirm(PERSON, CHAT, needed.code())).isEqualTo(CodeOutcome.NOTHING_PENDING);
    }

    @Test
    void aLinkedAccountNeedsNoSecondCode() {
        server.oid = OTHER;
        signIns.confirm(PERSON, CHAT, ((Arrival.CodeNeeded) signIn(PERSON, CHAT)).code());

        assertThat(signIn(PERSON, CHAT)).isInstanceOf(Arrival.Done.class);
    }

    @Test
    void aLinkedAccountIsNoPersonOfItsOwn() {
        server.oid = OTHER;
        signIn(SOMEBODY, "a:chat-2");
        assertThat(sessions.of(SOMEBODY)).isPresent();

        signIns.confirm(PERSON, CHAT, ((Arrival.CodeNeeded) signIn(PERSON, CHAT)).code());

        assertThat(sessions.of(SOMEBODY)).isEmpty();
        assertThat(signIn(SOMEBODY, "a:chat-2")).isEqualTo(new Arrival.Refused(Reason.TAKEN));
        assertThat(sessions.of(PERSON)).isPresent();
    }

    @Test
    void whoeverLinkedAnAccountIsTheSameHumanAsThePersonThatItWas() {
        assertThat(persons.same(PERSON, PERSON)).isTrue();
        assertThat(persons.same(PERSON, SOMEBODY)).isFalse();

        linked(PERSON, OTHER);

        assertThat(persons.same(PERSON, SOMEBODY)).isTrue();
        assertThat(persons.same(SOMEBODY, PERSON)).isTrue();
        assertThat(persons.same(PERSON, THIRD)).isFalse();
    }

    @Test
    void linksAreFollowedHoweverManyThereAre() {
        linked(PERSON, OTHER);
        linked(THIRD, OWN);

        assertThat(persons.same(SOMEBODY, THIRD)).isTrue();
    }

    @Test
    void twoAccountsOfOneHumanAreTheSame() {
        linked(PERSON, OTHER);
        linked(PERSON, THIRD.objectId());

        assertThat(persons.same(SOMEBODY, THIRD)).isTrue();
    }

    @Test
    void twoPersonsWhoLinkedEachOtherAreTheSame() {
        linked(PERSON, OTHER);
        linked(SOMEBODY, OWN);

        assertThat(persons.same(PERSON, SOMEBODY)).isTrue();
        assertThat(persons.same(PERSON, THIRD)).isFalse();
        assertThat(persons.same(THIRD, SOMEBODY)).isFalse();
    }

    @Test
    void fiveWrongCodesLock() {
        server.oid = OTHER;
        String code = ((Arrival.CodeNeeded) signIn(PERSON, CHAT)).code();
        String wrong = code.equals("000000") ? "000001" : "000000";

        for (int n = 1; n < 5; n++) {
            assertThat(signIns.confirm(PERSON, CHAT, wrong)).isEqualTo(CodeOutcome.WRONG);
        }
        assertThat(signIns.confirm(PERSON, CHAT, wrong)).isEqualTo(CodeOutcome.TOO_MANY_TRIES);
        assertThat(signIns.confirm(PERSON, CHAT, code)).isEqualTo(CodeOutcome.TOO_MANY_TRIES);
        assertThat(sessions.of(PERSON)).isEmpty();
    }

    @Test
    void aCodeIsGoodInItsOwnChatAndForItsOwnPersonOnly() {
        server.oid = OTHER;
        String code = ((Arrival.CodeNeeded) signIn(PERSON, CHAT)).code();

        assertThat(signIns.confirm(PERSON, "a:chat-2", code)).isEqualTo(CodeOutcome.NOTHING_PENDING);
        assertThat(signIns.confirm(SOMEBODY, CHAT, code)).isEqualTo(CodeOutcome.NOTHING_PENDING);
        assertThat(signIns.confirm(PERSON, CHAT, " " + code + " ")).isEqualTo(CodeOutcome.ACCEPTED);
    }

    @Test
    void aCodeExpires() {
        server.oid = OTHER;
        String code = ((Arrival.CodeNeeded) signIn(PERSON, CHAT)).code();
        clock.pass(Duration.ofMinutes(10));

        assertThat(signIns.confirm(PERSON, CHAT, code)).isEqualTo(CodeOutcome.EXPIRED);
        assertThat(signIns.confirm(PERSON, CHAT, code)).isEqualTo(CodeOutcome.NOTHING_PENDING);
    }

    @Test
    void afterARestartTheCodeIsWorthNothingBecauseNothingWasKept() {
        server.oid = OTHER;
        String code = ((Arrival.CodeNeeded) signIn(PERSON, CHAT)).code();

        build(key);

        assertThat(signIns.confirm(PERSON, CHAT, code)).isEqualTo(CodeOutcome.EXPIRED);
        assertThat(sessions.of(PERSON)).isEmpty();
    }

    @Test
    void namesAreShownWithoutTricks() {
        String secret = secret(signIns.link(PERSON, "Ri\u202eley\n" + "x".repeat(400), CHAT));

        assertThat(signIns.nameOn(secret).orElseThrow()).startsWith("Rileyx").hasSize(200);
    }

    private void linked(PersonId person, String account) {
        server.oid = account;
        String chat = "a:chat-" + person.objectId();
        String code = ((Arrival.CodeNeeded) signIn(person, chat)).code();
        assertThat(signIns.confirm(person, chat, code)).isEqualTo(CodeOutcome.ACCEPTED);
    }

    private void assertNothingKept(Arrival arrival, Reason reason) {
        assertThat(arrival).isEqualTo(new Arrival.Refused(reason));
        assertThat(sessions.of(PERSON)).isEmpty();
        assertThat(recorded.events).isEmpty();
        assertThat(recorded.kinds()).isNotEmpty().containsOnly("identity.refused");
    }

    private Arrival signIn(PersonId person, String chat) {
        SignIns.Departure departure = signIns.depart(link(person, chat)).orElseThrow();
        return arrive(server.signIn(departure.authorize()), departure.browser());
    }

    private Arrival arrive(Map<String, String> back, String browser) {
        return signIns.arrive(back.get("state"), back.get("code"), null, browser);
    }

    private String link(PersonId person, String chat) {
        return secret(signIns.link(person, "Riley", chat));
    }

    private String secret(URI link) {
        String secret = link.getPath().substring("/signin/".length());
        server.secrets.add(secret);
        return secret;
    }

    private byte[] storedTokens() {
        return JdbcClient.create(database)
                .sql("select token_cache from identity_session")
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    private Path newKey(String name) throws IOException {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Files.writeString(folder.resolve(name), Base64.getEncoder().encodeToString(bytes));
    }

    private static byte[] keyBytes(Path key) {
        try {
            return Base64.getDecoder().decode(Files.readString(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void build(Path keyFile) {
        try {
            IdentityConfiguration configuration = new IdentityConfiguration();
            URI publicUrl = URI.create("http://127.0.0.1:3978");
            IdentitySettings settings = new IdentitySettings(
                    server.address(), TestAuthority.CLIENT, folder.resolve("secret"), null, keyFile);
            Trust trust = new Trust(List.of("localhost"), server.caFile(folder));
            Place place = new Place(new Place.Tenant(TestAuthority.TENANT), new Place.Premises("main"));
            JdbcClient jdbc = JdbcClient.create(database);
            JdbcTransactionManager transactions = new JdbcTransactionManager(database);
            Vault vault = configuration.vault(settings);
            Authority authority =
                    configuration.authority(settings, trust, configuration.trustedTls(trust), place, publicUrl);
            sessions = configuration.storedSessions(jdbc, transactions, recorded, vault);
            tokens = configuration.graphTokens(sessions, authority);
            LinkedAccounts linked = configuration.linkedAccounts(jdbc);
            persons = linked;
            signIns = configuration.signIns(
                    place,
                    publicUrl,
                    authority,
                    jdbc,
                    vault,
                    linked,
                    sessions,
                    recorded,
                    recorded,
                    transactions,
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
