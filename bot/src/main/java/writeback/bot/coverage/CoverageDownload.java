package writeback.bot.coverage;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import writeback.bot.audit.AuditTrail;
import writeback.bot.identity.Gate;
import writeback.cards.Language;
import writeback.cards.Texts;
import writeback.relay.protocol.fact.CoverageReason;

/** The list as a file, behind a sign-in of the person who asked for it. */
@RestController
@RequestMapping("/" + CoverageDownload.PATH)
class CoverageDownload {

    static final String PATH = "coverage";

    private static final List<String> COLUMNS = List.of("name", "sam", "upn", "reasons", "domainController", "seenAt");

    private final Gate gate;
    private final CoverageStore store;
    private final CoverageRows rows;
    private final AuditTrail trail;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CoverageDownload(
            Gate gate,
            CoverageStore store,
            CoverageRows rows,
            AuditTrail trail,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.gate = gate;
        this.store = store;
        this.rows = rows;
        this.trail = trail;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What a link opens: the list of a walk, in a language. */
    record Target(String run, Language language) {

        String text() {
            return language.tag() + "/" + run;
        }

        static Target parse(String text) {
            int slash = text.indexOf('/');
            return new Target(text.substring(slash + 1), Language.of(text.substring(0, slash)));
        }
    }

    @GetMapping("/{secret}")
    ResponseEntity<String> ask(@PathVariable String secret, Locale locale) {
        return gate.ask(secret, locale);
    }

    @PostMapping("/{secret}")
    ResponseEntity<String> go(@PathVariable String secret, Locale locale) {
        return gate.go(secret, locale);
    }

    /** Nothing leaves before the row in the trail that says so. */
    @PostMapping("/file")
    @Nullable
    ResponseEntity<String> file(
            @RequestParam(defaultValue = "") String ticket, Locale locale, HttpServletResponse response)
            throws IOException {
        Optional<Gate.Admitted> admitted = gate.admit(ticket, PATH);
        if (admitted.isEmpty()) {
            return gate.refused(locale);
        }
        Target target = Target.parse(admitted.get().target());
        Optional<CoverageRun> run = store.find(target.run())
                .filter(found -> found.asker().equals(admitted.get().person()))
                .filter(found -> CoverageOffice.listed(found, clock.instant()));
        if (run.isEmpty()) {
            return gate.refused(locale);
        }
        transaction.executeWithoutResult(status -> trail.append(
                "coverage.downloaded",
                admitted.get().person().text(),
                target.run(),
                Map.of("users", String.valueOf(rows.count(target.run())))));
        send(run.get(), target.language(), response);
        return null;
    }

    private void send(CoverageRun run, Language language, HttpServletResponse response) throws IOException {
        LocalDate day = LocalDate.ofInstant(run.times().startedAt(), ZoneOffset.UTC);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"coverage-" + day + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader("Referrer-Policy", "no-referrer");
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
            write(run.id(), Texts.of(language), out);
        }
    }

    private void write(String run, Texts texts, Writer out) throws IOException {
        out.write(Csv.BYTE_ORDER_MARK);
        out.write(Csv.line(COLUMNS.stream()
                .map(column -> texts.get("coverage.column." + column))
                .toList()));
        try {
            rows.each(run, page -> page.rows().forEach(row -> line(page, row, texts, out)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void line(CoverageRows.Page page, CoverageRows.Row row, Texts texts, Writer out) {
        String reasons = row.reasons().stream()
                .map(reason -> texts.get(reasonKey(reason)))
                .collect(Collectors.joining("; "));
        try {
            out.write(Csv.line(Stream.of(
                            row.distinguishedName(),
                            row.samAccountName(),
                            row.userPrincipalName(),
                            reasons,
                            page.domainController(),
                            page.readAt().toString())
                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code coverage.reason.RIGHTS_MISSING}: constants as they are, they are nobody's spelling but ours. */
    private static String reasonKey(CoverageReason reason) {
        return "coverage.reason." + reason.name();
    }
}
