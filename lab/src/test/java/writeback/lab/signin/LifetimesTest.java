package writeback.lab.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import writeback.lab.People;

class LifetimesTest {
    private static final AppRegistration APP = new AppRegistration("app", "App", "secret");
    private static final String REDIRECT = "http://localhost/";

    private final SettableClock clock = new SettableClock();
    private final Grants grants = new Grants(clock);
    private final Grants.Grant grant =
            new Grants.Grant(People.REQUESTER, "app", new Scopes(Set.of("openid"), Set.of("User.Read")), null);

    @Test
    void aCodeLivesTenMinutes() throws SignInRefusal {
        String inTime = grants.newCode(grant, REDIRECT, null);
        String late = grants.newCode(grant, REDIRECT, null);

        clock.goOn(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(grants.redeem(inTime, APP, REDIRECT, null)).isEqualTo(grant);

        clock.goOn(Duration.ofSeconds(1));
        assertThatThrownBy(() -> grants.redeem(late, APP, REDIRECT, null)).hasMessageStartingWith("AADSTS70008");
    }

    @Test
    void aRefreshTokenLivesADay() throws SignInRefusal {
        String token = grants.newRefreshToken(grant);

        clock.goOn(Duration.ofHours(23));
        assertThat(grants.refresh(token, APP)).isEqualTo(grant);

        clock.goOn(Duration.ofHours(1));
        assertThatThrownBy(() -> grants.refresh(token, APP)).hasMessageStartingWith("AADSTS700082");
    }

    @Test
    void aVerifierWithoutAChallengeIsRefused() {
        String code = grants.newCode(grant, REDIRECT, null);

        assertThatThrownBy(() -> grants.redeem(code, APP, REDIRECT, "verifier")).hasMessageStartingWith("AADSTS501481");
    }

    @Test
    void ofManyWhoRedeemACodeAtOnceOneGetsIt() throws Exception {
        String code = grants.newCode(grant, REDIRECT, null);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> attempts = threads.invokeAll(attempts(code, 32));
            int redeemed = 0;
            for (Future<Boolean> attempt : attempts) {
                redeemed += attempt.get() ? 1 : 0;
            }
            assertThat(redeemed).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAccessTokenIsNoGoodAfterAnHourAndTheSkew() {
        SigningKeys keys = SigningKeys.create(clock);
        String token = new Tokens(keys, clock, "https://localhost")
                .delegated(People.REQUESTER, APP, new Scopes(Set.of(), Set.of("User.Read")), Tokens.LIFE);

        clock.goOn(Duration.ofMinutes(64));
        assertThat(keys.verify(token, Tokens.GRAPH)).isPresent();

        clock.goOn(Duration.ofMinutes(1));
        assertThat(keys.verify(token, Tokens.GRAPH)).isEmpty();
    }

    private List<Callable<Boolean>> attempts(String code, int count) {
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            attempts.add(() -> {
                try {
                    grants.redeem(code, APP, REDIRECT, null);
                    return true;
                } catch (SignInRefusal refusal) {
                    return false;
                }
            });
        }
        return attempts;
    }
}
