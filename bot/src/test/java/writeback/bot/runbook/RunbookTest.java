package writeback.bot.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectFacts;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.Sighting;

class RunbookTest {

    static final List<Bend> BENDS = Bend.ALL;

    /** What can be out of sight by itself, and the findings that follow from it. */
    private static final Map<String, Unsight> REPORTS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "synchronisation",
                    new Unsight(
                            (it, gone) -> it.synchronisation = gone.get(),
                            FindingCode.SYNC_ENABLED,
                            FindingCode.SYNC_RECENT)),
            Map.entry("licences", new Unsight((it, gone) -> it.licences = gone.get(), FindingCode.LICENCE_P1)),
            Map.entry("roles", new Unsight((it, gone) -> it.roles = gone.get(), FindingCode.ROLE_ENTRA)),
            Map.entry(
                    "audit",
                    new Unsight(
                            (it, gone) -> it.without(Claim.INTEGRATION).audit = gone.get(),
                            FindingCode.INTEGRATION_OPTIONS)),
            Map.entry(
                    "reset reports",
                    new Unsight(
                            (it, gone) -> it.reports = gone.get(),
                            FindingCode.SSPR_SCOPE,
                            FindingCode.SSPR_REGISTERED)),
            Map.entry("accounts", new Unsight((it, gone) -> it.accounts = gone.get(), FindingCode.DIRECTORY_ACCOUNTS)),
            Map.entry(
                    "domain head",
                    new Unsight((it, gone) -> it.head = gone.get(), FindingCode.AGE_DOMAIN, FindingCode.AGE_REPLICAS)),
            Map.entry(
                    "linked GPOs",
                    new Unsight((it, gone) -> it.links = gone.get(), FindingCode.AGE_GPO, FindingCode.AGE_REPLICAS)),
            Map.entry("replicas", new Unsight((it, gone) -> it.replicas = gone.get(), FindingCode.AGE_REPLICAS)),
            Map.entry("domains", new Unsight((it, gone) -> it.domains = gone.get(), FindingCode.FOREST_DOMAINS)),
            Map.entry(
                    "connector account",
                    new Unsight(
                            (it, gone) -> it.connector = gone.<ConnectorFacts>get(),
                            FindingCode.CONNECTOR_ACCOUNT,
                            FindingCode.CONNECTOR_PRIVILEGED,
                            FindingCode.CONNECTOR_RIGHTS)),
            Map.entry("expiry", new Unsight((it, gone) -> it.expiry = gone.get(), FindingCode.CONNECTOR_ACCOUNT)),
            Map.entry(
                    "privileged groups",
                    new Unsight((it, gone) -> it.privileged = gone.get(), FindingCode.CONNECTOR_PRIVILEGED)),
            Map.entry("sample", new Unsight((it, gone) -> it.sample = gone.get(), FindingCode.CONNECTOR_RIGHTS)),
            Map.entry("domain root", new Unsight((it, gone) -> it.missing = gone.get(), FindingCode.CONNECTOR_RIGHTS)),
            Map.entry("PSOs", new Unsight((it, gone) -> it.settings = gone.get(), FindingCode.AGE_PSO)),
            Map.entry("change access", new Unsight((it, gone) -> it.access = gone.get(), FindingCode.RIGHTS_CHANGE)),
            Map.entry("version", new Unsight((it, gone) -> it.version = gone.get(), FindingCode.CONNECT_VERSION)),
            Map.entry("service", new Unsight((it, gone) -> it.service = gone.get(), FindingCode.CONNECT_SERVICE)),
            Map.entry(
                    "scheduler",
                    new Unsight(
                            (it, gone) -> it.scheduler = gone.get(),
                            FindingCode.CONNECT_STAGING,
                            FindingCode.CONNECT_SCHEDULER)),
            Map.entry(
                    "writeback option",
                    new Unsight((it, gone) -> it.writeback = gone.get(), FindingCode.CONNECT_WRITEBACK)),
            Map.entry("connector accounts", new Unsight((it, gone) -> it.connectors = gone.get())),
            Map.entry("events", new Unsight((it, gone) -> it.events = gone.get(), FindingCode.PROOF_SELF_SERVICE)),
            Map.entry(
                    "directory",
                    new Unsight(
                            (it, gone) -> it.directory = gone.<DirectoryFacts>get(),
                            FindingCode.DIRECTORY_ANSWERS,
                            FindingCode.DIRECTORY_ACCOUNTS,
                            FindingCode.RIGHTS_CHANGE,
                            FindingCode.AGE_DOMAIN,
                            FindingCode.AGE_GPO,
                            FindingCode.AGE_PSO,
                            FindingCode.AGE_REPLICAS,
                            FindingCode.FOREST_DOMAINS)),
            Map.entry(
                    "sync server",
                    new Unsight(
                            (it, gone) -> it.connect = gone.<ConnectFacts>get(),
                            FindingCode.CONNECT_VERSION,
                            FindingCode.CONNECT_SERVICE,
                            FindingCode.CONNECT_STAGING,
                            FindingCode.CONNECT_SCHEDULER,
                            FindingCode.CONNECT_WRITEBACK))));

    private static final Set<FindingCode> PROOFS = EnumSet.of(FindingCode.PROOF_POLICY, FindingCode.PROOF_CHANNEL);

    private record Gone(Cause cause) {
        <T> Sighting<T> get() {
            return Sighting.unseen(cause, "no answer");
        }
    }

    private record Unsight(BiConsumer<Sightings, Gone> bend, FindingCode... codes) {}

    @Test
    void an_organisation_with_everything_done_has_nothing_to_do() {
        Assessment all = Sightings.allDone().assess();

        assertThat(all.steps()).extracting(StepAssessment::verdict).containsOnly(Verdict.DONE);
        assertThat(all.steps()).extracting(StepAssessment::step).containsExactly(Step.values());
        assertThat(all.at()).isEqualTo(Sightings.NOW);
    }

    @ParameterizedTest
    @FieldSource("BENDS")
    void a_bend_comes_to_its_finding(Bend bend) {
        Finding found = bend.look().finding(bend.code());

        assertThat(Bend.outcome(found)).isEqualTo(bend.outcome());
        assertThat(found.args()).containsAllEntriesOf(bend.args());
    }

    @ParameterizedTest
    @FieldSource("BENDS")
    void a_bend_moves_no_other_finding(Bend bend) {
        Map<FindingCode, Finding> before = byCode(Sightings.allDone().assess());
        Map<FindingCode, Finding> after = byCode(bend.look());

        for (FindingCode code : FindingCode.values()) {
            if (code != bend.code() && !bend.alsoMoves().contains(code)) {
                assertThat(after.get(code)).isEqualTo(before.get(code));
            }
        }
    }

    @Test
    void every_listed_reason_is_found_and_no_other() {
        Map<String, Set<String>> found = new TreeMap<>();
        Bend.ALL.forEach(bend -> found.computeIfAbsent(bend.code().code(), code -> new TreeSet<>())
                .add(bend.outcome()));

        Map<String, Set<String>> listed = new TreeMap<>();
        listed().forEach((code, reasons) -> listed.put(code, new TreeSet<>(reasons.keySet())));

        assertThat(found).isEqualTo(listed);
    }

    @ParameterizedTest
    @FieldSource("BENDS")
    void a_finding_has_the_arguments_that_its_text_names(Bend bend) {
        Finding found = bend.look().finding(bend.code());

        assertThat(found.args().keySet())
                .containsAll(listed().get(bend.code().code()).get(bend.outcome()));
    }

    @ParameterizedTest
    @MethodSource("everyAbsence")
    void what_is_not_seen_is_unknown_and_moves_nothing_else(String report, Cause cause) {
        Unsight unsight = REPORTS.get(report);
        Snapshot before = Sightings.allDone().look();
        Sightings organisation = Sightings.allDone();
        organisation.restingOn(before);
        unsight.bend().accept(organisation, new Gone(cause));

        Map<FindingCode, Finding> was = byCode(Runbook.assess(before));
        Map<FindingCode, Finding> is = byCode(organisation.assess());

        for (FindingCode code : FindingCode.values()) {
            Finding finding = is.get(code);
            if (Arrays.asList(unsight.codes()).contains(code)) {
                assertThat(Bend.outcome(finding)).as(code.code()).isEqualTo("unknown.unseen");
                assertThat(finding.args()).isEqualTo(Map.of("cause", cause.name(), "detail", "no answer"));
            } else if (PROOFS.contains(code)) {
                assertThat(Bend.outcome(finding)).isIn("done.proven", "toDo.aged", "unknown.unseen");
            } else {
                assertThat(Bend.outcome(finding)).as(code.code()).isEqualTo(Bend.outcome(was.get(code)));
            }
        }
    }

    static Stream<Arguments> everyAbsence() {
        return REPORTS.keySet().stream()
                .flatMap(report -> Arrays.stream(Cause.values()).map(cause -> arguments(report, cause)));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void a_look_that_sees_nothing_calls_nothing_done_but_the_sign_in(Cause cause) {
        Sightings organisation = Sightings.allDone();
        organisation.evidence.clear();
        REPORTS.values().forEach(unsight -> unsight.bend().accept(organisation, new Gone(cause)));

        for (StepAssessment step : organisation.assess().steps()) {
            if (step.step() != Step.SIGN_IN) {
                assertThat(step.verdict()).as(step.step().number()).isIn(Verdict.UNKNOWN, Verdict.TO_DO);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"UNREACHABLE"},
            mode = EnumSource.Mode.EXCLUDE)
    void only_a_directory_that_cannot_be_reached_is_silent(Cause cause) {
        Sightings organisation = Sightings.allDone();
        organisation.controller = Sighting.unseen(cause, "");

        assertThat(Bend.outcome(organisation.assess().finding(FindingCode.DIRECTORY_ANSWERS)))
                .isEqualTo("unknown.unseen");
    }

    @Test
    void a_persons_word_stands_where_the_cloud_shows_nothing() {
        Sightings organisation =
                Sightings.allDone().evidence(Claim.SCOPE, Evidence.Result.STATED, Sightings.NOW, Map.of("by", "Lee"));
        organisation.audit = Sighting.unseen(Cause.DENIED, "");
        organisation.reports = Sighting.unseen(Cause.DENIED, "");

        Assessment found = organisation.assess();

        assertThat(Bend.outcome(found.finding(FindingCode.INTEGRATION_OPTIONS))).isEqualTo("done.stated");
        assertThat(Bend.outcome(found.finding(FindingCode.SSPR_SCOPE))).isEqualTo("done.stated");
    }

    @Test
    void a_persons_word_wears_out_after_thirty_days() {
        Sightings organisation = Sightings.allDone()
                .without(Claim.INTEGRATION)
                .evidence(Claim.INTEGRATION, Evidence.Result.STATED, Sightings.daysAgo(30), Map.of("by", "Lee"));

        assertThat(Bend.outcome(organisation.assess().finding(FindingCode.INTEGRATION_OPTIONS)))
                .isEqualTo("byHand.notConfirmed");
    }

    @Test
    void with_no_policy_object_that_decides_and_no_domain_head_nobody_can_tell() {
        Sightings organisation = Sightings.allDone();
        organisation.links = Sighting.seen(List.of(Sightings.defaultPolicy(null)));
        organisation.head = Sighting.unseen(Cause.TIMEOUT, "");

        assertThat(Bend.outcome(organisation.assess().finding(FindingCode.AGE_GPO)))
                .isEqualTo("unknown.unseen");
    }

    @Test
    void a_version_that_is_none_cannot_be_read() {
        for (String text : List.of("", "2.6", "2.6.91.0-beta", "2.6.91.0.1", "999999.1.1.1", "v2.6.91.0")) {
            Sightings organisation = Sightings.allDone();
            organisation.version = Sighting.seen(text);
            Finding found = organisation.assess().finding(FindingCode.CONNECT_VERSION);

            assertThat(Bend.outcome(found)).as(text).isEqualTo("unknown.unseen");
            assertThat(found.args()).isEqualTo(Map.of("cause", "MALFORMED", "detail", text));
        }
    }

    @Test
    void a_step_is_as_bad_as_its_worst_finding() {
        Sightings organisation = Sightings.allDone();
        organisation.licences = Sighting.seen(new TenantFacts.Licences(null));
        organisation.version = Sighting.unseen(Cause.TIMEOUT, "");

        assertThat(organisation.assess().step(Step.PREREQUISITES).verdict()).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void whatever_is_bent_together_every_code_has_one_finding_and_the_same_look_the_same_answer() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        List<Unsight> absences = List.copyOf(REPORTS.values());
        for (int round = 0; round < 500; round++) {
            Sightings organisation = Sightings.allDone();
            for (int bends = random.nextInt(6); bends > 0; bends--) {
                Bend.ALL.get(random.nextInt(Bend.ALL.size())).bend().accept(organisation);
            }
            for (int gone = random.nextInt(3); gone > 0; gone--) {
                Cause cause = Cause.values()[random.nextInt(Cause.values().length)];
                absences.get(random.nextInt(absences.size())).bend().accept(organisation, new Gone(cause));
            }
            Snapshot seen = organisation.look();
            Assessment found = Runbook.assess(seen);

            assertThat(found.steps().stream()
                            .flatMap(step -> step.findings().stream())
                            .map(Finding::code))
                    .as("seed %d, round %d", seed, round)
                    .containsExactlyInAnyOrder(FindingCode.values());
            assertThat(Runbook.assess(seen)).isEqualTo(found);
        }
    }

    @Test
    void each_domain_has_findings_of_its_own_that_name_it() {
        Sightings organisation = Sightings.allDone();
        Snapshot bad = Sightings.allDone().look();
        organisation.others = List.of(
                new Snapshot.OtherDomain("child.contoso.test", bad.directory(), bad.connector()),
                new Snapshot.OtherDomain(
                        "far.test",
                        Sighting.unseen(Cause.UNREACHABLE, "no route"),
                        Sighting.unseen(Cause.TIMEOUT, "late")));

        List<Finding> all = organisation.assess().steps().stream()
                .flatMap(step -> step.findings().stream())
                .toList();

        for (FindingCode code : List.of(
                FindingCode.DIRECTORY_ANSWERS,
                FindingCode.RIGHTS_CHANGE,
                FindingCode.CONNECTOR_ACCOUNT,
                FindingCode.CONNECTOR_RIGHTS,
                FindingCode.AGE_GPO,
                FindingCode.AGE_REPLICAS)) {
            assertThat(all.stream().filter(found -> found.code() == code))
                    .as(code.code())
                    .extracting(Finding::domain)
                    .containsExactly("contoso.test", "child.contoso.test", "far.test");
        }
        assertThat(all.stream().filter(found -> found.domain().equals("far.test")))
                .allMatch(found -> found.verdict() == Verdict.UNKNOWN);
        assertThat(all.stream().filter(found -> found.code() == FindingCode.CONNECT_VERSION))
                .extracting(Finding::domain)
                .containsExactly("");
    }

    @Test
    void the_only_domain_is_not_named() {
        assertThat(Sightings.allDone().assess().steps().stream().flatMap(step -> step.findings().stream()))
                .allMatch(found -> found.domain().isEmpty());
    }

    private static Map<FindingCode, Finding> byCode(Assessment assessment) {
        return assessment.steps().stream()
                .flatMap(step -> step.findings().stream())
                .collect(Collectors.toMap(Finding::code, finding -> finding));
    }

    /** The list of findings: code, then outcome, then the names of its arguments. */
    private static Map<String, Map<String, List<String>>> listed() {
        Pattern outcome = Pattern.compile("(\\w+\\.\\w+)(?:\\{([^}]*)})?");
        Map<String, Map<String, List<String>>> all = new HashMap<>();
        for (String line : resource("findings.txt").lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", 2);
            Map<String, List<String>> outcomes = new HashMap<>();
            Matcher matcher = outcome.matcher(words[1]);
            while (matcher.find()) {
                outcomes.put(
                        matcher.group(1),
                        matcher.group(2) == null
                                ? List.of()
                                : new ArrayList<>(List.of(matcher.group(2).split(","))));
            }
            all.put(words[0], outcomes);
        }
        return all;
    }

    private static String resource(String name) {
        try (InputStream in = RunbookTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
