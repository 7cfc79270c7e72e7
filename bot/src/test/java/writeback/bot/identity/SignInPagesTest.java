package writeback.bot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class SignInPagesTest {
    private final SignIns signIns = mock(SignIns.class);
    private final MockMvcTester browser =
            MockMvcTester.of(new SignInPages(signIns, new Page(), URI.create("https://bot.example")));

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "de"})
    void thePageNamesWhomItActsForAndUsesNothingUp(String language) {
        when(signIns.nameOn("s3cret")).thenReturn(Optional.of("Riley <b>&\"Requester\""));

        MvcTestResult page = browser.get()
                .uri("/signin/s3cret")
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .exchange();

        assertThat(page)
                .hasStatusOk()
                .hasHeader("Cache-Control", "no-store")
                .hasHeader("Referrer-Policy", "no-referrer")
                .hasHeader("X-Frame-Options", "DENY")
                .bodyText()
                .contains("Riley &lt;b&gt;&amp;&quot;Requester&quot;")
                .contains("<html lang=\"" + (language.equals("fr") ? "fr" : "en") + "\">")
                .contains("<form method=\"post\">")
                .doesNotContain("{{", "s3cret");
        verify(signIns, never()).depart(any());
    }

    @Test
    void itsOwnStyleIsTheOnlyThingThePolicyAllows() throws Exception {
        when(signIns.nameOn("s3cret")).thenReturn(Optional.of("Riley"));

        MvcTestResult page = browser.get().uri("/signin/s3cret").exchange();

        String policy = page.getResponse().getHeader("Content-Security-Policy");
        assertThat(policy).startsWith("default-src 'none'; style-src 'nonce-").contains("frame-ancestors 'none'");
        String nonce = policy.replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(page.getResponse().getContentAsString())
                .contains("<style nonce=\"" + nonce + "\">")
                .doesNotContain("<script", "http://", "https://", " style=");
    }

    @Test
    void continuingLeadsToTheSignInServerWithTheBrowsersSecret() {
        when(signIns.depart("s3cret"))
                .thenReturn(Optional.of(new SignIns.Departure(
                        URI.create("https://login.example/authorize?a=b%20c"), "of-the-browser")));

        MvcTestResult answer = browser.post().uri("/signin/s3cret").exchange();

        assertThat(answer).hasStatus(303).hasHeader("Location", "https://login.example/authorize?a=b%20c");
        assertThat(answer.getResponse().getHeader("Set-Cookie"))
                .contains("writeback-signin=of-the-browser", "HttpOnly", "Secure", "SameSite=Lax", "Path=/signin");
    }

    @ParameterizedTest
    @CsvSource({
        "https://bot.example, /signin",
        "https://bot.example/, /signin",
        "https://gateway.example/writeback/, /writeback/signin"
    })
    void theCookieComesBackWhereverTheBotIsSeen(URI publicUrl, String path) {
        when(signIns.depart("s3cret"))
                .thenReturn(Optional.of(new SignIns.Departure(URI.create("https://login.example/"), "of-the-browser")));

        MvcTestResult answer = MockMvcTester.of(new SignInPages(signIns, new Page(), publicUrl))
                .post()
                .uri("/signin/s3cret")
                .exchange();

        assertThat(answer.getResponse().getCookie("writeback-signin").getPath()).isEqualTo(path);
    }

    @Test
    void aUsedLinkIsGone() {
        when(signIns.nameOn("used")).thenReturn(Optional.empty());
        when(signIns.depart("used")).thenReturn(Optional.empty());

        assertThat(browser.get().uri("/signin/used").exchange()).hasStatus(410);
        assertThat(browser.post().uri("/signin/used").exchange()).hasStatus(410);
    }

    @Test
    void theCodeIsShownOnThePageOnly() {
        when(signIns.arrive(eq("st"), eq("co"), any(), eq("of-the-browser")))
                .thenReturn(new Arrival.CodeNeeded("042042", "admin@contoso.test", "Riley"));

        MvcTestResult page = browser.get()
                .uri("/signin/callback?state=st&code=co")
                .cookie(new Cookie("writeback-signin", "of-the-browser"))
                .exchange();

        assertThat(page).hasStatusOk().bodyText().contains("042042", "admin@contoso.test", "Riley");
    }

    @ParameterizedTest
    @EnumSource(Arrival.Reason.class)
    void everyRefusalHasItsTextInBothLanguages(Arrival.Reason reason) {
        when(signIns.arrive(any(), any(), any(), any())).thenReturn(new Arrival.Refused(reason));

        for (String language : new String[] {"en", "fr"}) {
            MvcTestResult page = browser.get()
                    .uri("/signin/callback?state=st&error=access_denied&error_description=<script>")
                    .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                    .exchange();
            assertThat(page.getResponse().getStatus()).isGreaterThanOrEqualTo(400);
            assertThat(page).bodyText().doesNotContain("{{", "script");
        }
    }

    @Test
    void anEmptyCallbackIsRefused() {
        when(signIns.arrive(any(), any(), any(), any())).thenReturn(new Arrival.Refused(Arrival.Reason.LINK));

        assertThat(browser.get().uri("/signin/callback").exchange()).hasStatus(410);
    }

    @Test
    void aSignInThatWorkedIsTold() {
        when(signIns.arrive(any(), any(), any(), any())).thenReturn(new Arrival.Done("riley@contoso.test", "Riley"));

        assertThat(browser.get()
                        .uri("/signin/callback?state=st&code=co")
                        .header(HttpHeaders.ACCEPT_LANGUAGE, "fr-CA")
                        .exchange())
                .hasStatusOk()
                .bodyText()
                .contains("riley@contoso.test", "Vous êtes connecté");
    }
}
