package writeback.bot.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import writeback.bot.identity.SignIns.Departure;

/** What a browser sees of a sign-in, and of a gate. */
@RestController
@RequestMapping("/signin")
class SignInPages implements Gate {
    private static final String COOKIE = "writeback-signin";

    private final SignIns signIns;
    private final Page page;
    private final boolean secureCookie;
    private final String cookiePath;

    SignInPages(SignIns signIns, Page page, @Value("${writeback.public-url}") URI publicUrl) {
        this.signIns = signIns;
        this.page = page;
        this.secureCookie = "https".equalsIgnoreCase(publicUrl.getScheme());
        // as browsers see it, who know nothing of a proxy that takes the beginning of the path away
        this.cookiePath = publicUrl.getPath().replaceAll("/+$", "") + "/signin";
    }

    @GetMapping("/{secret}")
    ResponseEntity<String> continueWith(@PathVariable String secret, Locale locale) {
        return signIns.nameOn(secret)
                .map(name -> show(HttpStatus.OK, "continue", locale, Map.of("person", name)))
                .orElseGet(() -> refused(Arrival.Reason.LINK, locale));
    }

    @PostMapping("/{secret}")
    ResponseEntity<String> depart(@PathVariable String secret, Locale locale) {
        return signIns.depart(secret).map(this::sent).orElseGet(() -> refused(Arrival.Reason.LINK, locale));
    }

    @GetMapping("/callback")
    ResponseEntity<String> back(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String error,
            @CookieValue(name = COOKIE, required = false) @Nullable String browser,
            Locale locale) {
        Arrival arrival = signIns.arrive(state, code, error, browser);
        if (arrival instanceof Arrival.Done done) {
            return show(
                    HttpStatus.OK, "done", locale, Map.of("account", done.accountName(), "person", done.personName()));
        }
        if (arrival instanceof Arrival.CodeNeeded needed) {
            return show(
                    HttpStatus.OK,
                    "code",
                    locale,
                    Map.of("code", needed.code(), "account", needed.accountName(), "person", needed.personName()));
        }
        if (arrival instanceof Arrival.Admitted admitted) {
            return show(
                    HttpStatus.OK,
                    "ready",
                    locale,
                    Map.of(
                            "account",
                            admitted.accountName(),
                            "action",
                            "../" + admitted.purpose() + "/file",
                            "ticket",
                            admitted.ticket()));
        }
        if (arrival instanceof Arrival.Denied denied) {
            return denied(denied.reason(), locale);
        }
        return refused(((Arrival.Refused) arrival).reason(), locale);
    }

    @Override
    public URI link(PersonId person, String displayName, String conversation, String purpose, String target) {
        return signIns.gateLink(person, displayName, conversation, purpose, target);
    }

    @Override
    public ResponseEntity<String> ask(String secret, Locale locale) {
        return signIns.nameOnGate(secret)
                .map(name -> show(HttpStatus.OK, "gate", locale, Map.of("person", name)))
                .orElseGet(() -> refused(locale));
    }

    @Override
    public ResponseEntity<String> go(String secret, Locale locale) {
        return signIns.depart(secret).map(this::sent).orElseGet(() -> refused(locale));
    }

    @Override
    public Optional<Admitted> admit(String ticket, String purpose) {
        return signIns.admit(ticket, purpose).map(link -> new Admitted(link.person(), link.target()));
    }

    @Override
    public ResponseEntity<String> refused(Locale locale) {
        return denied(Arrival.Reason.LINK, locale);
    }

    private ResponseEntity<String> sent(Departure departure) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .headers(headers("default-src 'none'"))
                .header(HttpHeaders.SET_COOKIE, cookie(departure.browser()).toString())
                .location(departure.authorize())
                .build();
    }

    /** Lax, because the browser comes back from another site. */
    private ResponseCookie cookie(String browser) {
        return ResponseCookie.from(COOKIE, browser)
                .httpOnly(true)
                .secure(secureCookie)
                .sameSite("Lax")
                .path(cookiePath)
                .maxAge(Duration.ofMinutes(10))
                .build();
    }

    private ResponseEntity<String> refused(Arrival.Reason reason, Locale locale) {
        return refusal("refused", reason, locale);
    }

    private ResponseEntity<String> denied(Arrival.Reason reason, Locale locale) {
        return refusal("denied", reason, locale);
    }

    private ResponseEntity<String> refusal(String part, Arrival.Reason reason, Locale locale) {
        HttpStatus status =
                switch (reason) {
                    case LINK -> HttpStatus.GONE;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.FORBIDDEN;
                };
        return show(status, part, locale, Map.of("reason", reason.name().toLowerCase(Locale.ROOT)));
    }

    private ResponseEntity<String> show(HttpStatus status, String part, Locale locale, Map<String, String> values) {
        String nonce = Secrets.fresh();
        // no form-action: browsers apply it to the redirects after a form too, and those lead wherever people sign in
        String policy = "default-src 'none'; style-src 'nonce-" + nonce + "'; base-uri 'none'; frame-ancestors 'none'";
        return ResponseEntity.status(status)
                .headers(headers(policy))
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(page.show(part, Page.language(locale), nonce, values));
    }

    private static HttpHeaders headers(String policy) {
        HttpHeaders headers = new HttpHeaders();
        headers.setCacheControl(CacheControl.noStore());
        headers.set("Content-Security-Policy", policy);
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        return headers;
    }
}
