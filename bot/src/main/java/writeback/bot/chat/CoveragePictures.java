package writeback.bot.chat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import writeback.bot.coverage.CoverageRun;
import writeback.bot.coverage.CoverageScope;
import writeback.bot.coverage.CoverageSettings;
import writeback.bot.coverage.CoverageState;
import writeback.bot.identity.Trust;
import writeback.cards.CardName;
import writeback.relay.protocol.fact.CoverageReason;

/** A walk over all users as a picture. */
@Component
class CoveragePictures {

    private static final int LONGEST_UNIT = 48;

    /** Where the list can be fetched. */
    record Link(URI address, Instant expires) {}

    private final Trust trust;
    private final CoverageSettings settings;

    CoveragePictures(Trust trust, CoverageSettings settings) {
        this.trust = trust;
        this.settings = settings;
    }

    /** @param said further lines, such as that it was under way already */
    Picture coverage(CoverageRun run, Screen screen, Words words, List<String> said, @Nullable Link link, Instant now) {
        boolean running = run.state() == CoverageState.RUNNING;
        boolean listed = listed(run, now);
        String summary = summary(run, words);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("practice", trust.practice());
        model.put("stateLabel", words.get("coverage.state." + state(run)));
        model.put("stateStyle", style(run));
        model.put("summary", summary);
        List<Map<String, Object>> bar = bar(run);
        model.put("hasBar", !bar.isEmpty());
        model.put("bar", bar);
        model.put("lines", lines(run, words, said, listed));
        List<Map<String, Object>> reasons = reasons(run, words);
        model.put("hasReasons", !running && !reasons.isEmpty());
        model.put("reasons", reasons);
        model.put("hasUnits", !run.units().isEmpty());
        model.put("units", run.units().stream().map(unit -> unit(unit, words)).toList());
        boolean open = link != null && listed;
        model.put("hasLink", open);
        if (open) {
            model.put("url", link.address().toString());
            model.put("expires", words.at(link.expires()));
        }
        model.put("at", words.at(run.times().updatedAt()));
        model.put("buttons", buttons(new Buttons(screen, words), running, listed));
        return new Picture(CardName.COVERAGE, summary, model);
    }

    private static boolean listed(CoverageRun run, Instant now) {
        Instant until = run.times().listUntil();
        return run.state() == CoverageState.DONE && until != null && until.isAfter(now);
    }

    private static List<Map<String, Object>> buttons(Buttons buttons, boolean running, boolean listed) {
        if (running) {
            return List.of(buttons.button("button.cancel", Buttons.CANCEL, ""));
        }
        List<Map<String, Object>> all = new ArrayList<>();
        if (listed) {
            all.add(buttons.button("button.download", Buttons.DOWNLOAD, ""));
        }
        all.add(buttons.button("button.lookAgain", Buttons.LOOK, ""));
        return all;
    }

    private static String state(CoverageRun run) {
        return run.state() == CoverageState.RUNNING && run.trouble() != null
                ? "waiting"
                : Words.camel(run.state().name());
    }

    private static String style(CoverageRun run) {
        return switch (run.state()) {
            case RUNNING -> run.trouble() == null ? "accent" : "warning";
            case DONE -> nothingSynced(run) ? "warning" : "good";
            case CANCELLED -> "warning";
            case FAILED -> "attention";
        };
    }

    private static boolean nothingSynced(CoverageRun run) {
        return run.scope().source() == CoverageScope.Source.NOTHING_SYNCED;
    }

    private static String summary(CoverageRun run, Words words) {
        CoverageRun.Counts counts = run.counts();
        boolean running = run.state() == CoverageState.RUNNING;
        if (running && run.scope().source() == CoverageScope.Source.NOT_YET) {
            return words.get("coverage.summary.starting");
        }
        Long expected = counts.expected();
        if (running) {
            return expected == null
                    ? words.get("coverage.summary.runningUnknown", Map.of("looked", counts.looked()))
                    : words.get(
                            "coverage.summary.running",
                            Map.of("looked", counts.looked(), "expected", Math.max(expected, counts.looked())));
        }
        if (run.state() == CoverageState.DONE && nothingSynced(run)) {
            return run.asked().isEmpty()
                    ? words.get("coverage.summary.nothingSynced")
                    : words.get("coverage.summary.nothingSyncedOf", Map.of("domain", run.asked()));
        }
        if (counts.looked() == 0) {
            return words.get(
                    run.state() == CoverageState.DONE
                            ? "coverage.summary.nobody"
                            : "coverage.state." + Words.camel(run.state().name()));
        }
        return words.get("coverage.summary.done", Map.of("covered", counts.covered(), "looked", counts.looked()));
    }

    /** While it runs how far it is; then how many of all. */
    private static List<Map<String, Object>> bar(CoverageRun run) {
        CoverageRun.Counts counts = run.counts();
        Long expected = counts.expected();
        if (run.state() != CoverageState.RUNNING) {
            return weighted(List.of(
                    Map.entry("good", counts.covered()),
                    Map.entry("attention", counts.uncovered()),
                    Map.entry("warning", counts.unknown())));
        }
        if (expected == null || expected == 0 || counts.looked() == 0) {
            return List.of();
        }
        return weighted(List.of(
                Map.entry("accent", counts.looked()), Map.entry("emphasis", Math.max(0, expected - counts.looked()))));
    }

    private static List<Map<String, Object>> weighted(List<Map.Entry<String, Long>> parts) {
        List<Map<String, Object>> all = new ArrayList<>();
        parts.stream()
                .filter(part -> part.getValue() > 0)
                .forEach(part -> all.add(Map.of("style", part.getKey(), "weight", part.getValue())));
        return all;
    }

    private List<Map<String, Object>> lines(CoverageRun run, Words words, List<String> said, boolean listed) {
        List<String> lines = new ArrayList<>(said);
        CoverageRun.Counts counts = run.counts();
        Map<String, Object> figures =
                Map.of("covered", counts.covered(), "uncovered", counts.uncovered(), "unknown", counts.unknown());
        boolean running = run.state() == CoverageState.RUNNING;
        if (counts.looked() > 0) {
            lines.add(words.get(running ? "coverage.sofar" : "coverage.total", figures));
        }
        if (!running && run.state() != CoverageState.DONE && counts.looked() > 0) {
            lines.add(words.get("coverage.partial"));
        }
        trouble(run, words, lines);
        if (run.position().beganAnew()) {
            lines.add(words.get("coverage.anew"));
        }
        scope(run, words, lines);
        Instant until = run.times().listUntil();
        if (listed && until != null) {
            long users = counts.uncovered() + counts.unknown();
            lines.add(words.get("coverage.list", Map.of("count", users, "until", until)));
        } else if (run.state() == CoverageState.DONE && counts.covered() < counts.looked()) {
            lines.add(words.get("coverage.listGone"));
        }
        return lines.stream().map(line -> Map.<String, Object>of("text", line)).toList();
    }

    private void trouble(CoverageRun run, Words words, List<String> lines) {
        CoverageRun.Trouble trouble = run.trouble();
        if (trouble == null) {
            return;
        }
        String cause = Words.camel(trouble.cause().name());
        lines.add(words.line("coverage.next", words.get("unseen." + cause, Map.of("detail", trouble.detail()))));
        if (run.state() == CoverageState.RUNNING) {
            lines.add(words.get(
                    "coverage.waiting",
                    Map.of("since", trouble.since(), "until", trouble.since().plus(settings.patience()))));
        }
        lines.add(words.get("remedy.unseen." + cause));
    }

    private static void scope(CoverageRun run, Words words, List<String> lines) {
        CoverageScope scope = run.scope();
        List<String> domains = new ArrayList<>();
        for (CoverageScope.Leg leg : scope.legs()) {
            domains.add(leg.domain().isEmpty() ? words.get("coverage.scope.firstDomain") : leg.domain());
        }
        String where = String.join(", ", domains);
        if (scope.source() == CoverageScope.Source.ASKED) {
            lines.add(words.get("coverage.scope.asked", Map.of("name", run.asked())));
        } else if (scope.source() == CoverageScope.Source.WHOLE_DOMAIN) {
            lines.add(words.get("coverage.scope.wholeDomain", Map.of("domains", where)));
        } else if (nothingSynced(run)) {
            lines.add(words.get("coverage.scope.nothingSynced"));
        } else if (scope.source() == CoverageScope.Source.SYNC_SERVER) {
            int containers = scope.legs().stream()
                    .mapToInt(leg -> leg.containers().size())
                    .sum();
            lines.add(words.get("coverage.scope.syncServer", Map.of("count", containers, "domains", where)));
        }
        if (!scope.notServed().isEmpty()) {
            lines.add(words.get("coverage.scope.notServed", Map.of("domains", String.join(", ", scope.notServed()))));
        }
    }

    private static List<Map<String, Object>> reasons(CoverageRun run, Words words) {
        List<Map<String, Object>> all = new ArrayList<>();
        run.counts().reasons().entrySet().stream()
                .sorted(Map.Entry.<CoverageReason, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> all.add(Map.of(
                        "title",
                        words.get("coverage.reason." + reason.getKey().name()),
                        "value",
                        words.get("coverage.number", Map.of("count", reason.getValue())))));
        return all;
    }

    private static Map<String, Object> unit(CoverageRun.Unit unit, Words words) {
        String title = unit.name().isEmpty() ? words.get("coverage.others") : UnitNames.path(unit.name(), LONGEST_UNIT);
        long uncovered = unit.users() - unit.covered() - unit.unknown();
        List<Map<String, Object>> parts = new ArrayList<>();
        part(parts, words, "covered", unit.covered(), "good");
        part(parts, words, "uncovered", uncovered, "attention");
        part(parts, words, "unknown", unit.unknown(), "warning");
        Map<String, Object> figures =
                Map.of("covered", unit.covered(), "users", unit.users(), "unknown", unit.unknown());
        return Map.of(
                "title",
                Clean.flat(title),
                "name",
                Clean.text(title),
                "label",
                words.get(unit.unknown() == 0 ? "coverage.unit" : "coverage.unitUnknown", figures),
                "parts",
                parts);
    }

    private static void part(List<Map<String, Object>> parts, Words words, String legend, long value, String style) {
        if (value > 0) {
            parts.add(Map.of(
                    "legend", words.get("coverage.legend." + legend), "value", value, "color", style, "style", style));
        }
    }
}
