package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each finding code: the fault of the lab that raises it and the one that clears it, and that no other row changes
 * than those that cannot be seen meanwhile or rest on it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FindingsJourney {

    private static final String HYBRID_IDENTITY_ADMINISTRATOR = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
    private static final String UNKNOWN = ": unknown, because ";
    private static final String AGED = "no longer counts. It is too old, or what it rested on has changed.";

    private static Map<String, Listed> findings;
    private static Practice practice;

    /** What is known of a finding outside the bot. */
    private record Listed(String step, String title) {}

    /**
     * One row of the table.
     *
     * @param code what it raises
     * @param expected what each row that is not done then says, by code
     */
    private record Fault(String code, Runnable raise, Runnable clear, Map<String, String> expected) {

        static Fault of(String code, String key, Object raised, Object cleared, String text) {
            return new Fault(
                    code,
                    () -> practice.lab.set(key, raised),
                    () -> practice.lab.set(key, cleared),
                    Map.of(code, text));
        }

        /** What cannot be seen while it lasts. */
        Fault hides(String... codes) {
            return and(UNKNOWN, codes);
        }

        /** Proofs that rest on it. */
        Fault ages(String... codes) {
            return and(AGED, codes);
        }

        Fault and(String text, String... codes) {
            Map<String, String> more = new HashMap<>(expected);
            for (String each : codes) {
                more.put(each, text);
            }
            return new Fault(code, raise, clear, more);
        }

        @Override
        public String toString() {
            return code;
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        findings = listed();
        practice = new Practice();
        practice.switchOn();
        practice.signIn(practice.requester, "requester");
        practice.signIn(practice.approver, "approver");
        practice.confirmIntegration();
    }

    @AfterAll
    static void stop() {
        if (practice != null) {
            practice.close();
        }
    }

    @Test
    @Order(1)
    void what_is_not_proven_is_to_do_until_a_rehearsal_and_a_persons_own_reset() {
        shows(Map.of(
                "proof.policy", "Not proven yet: nobody has tried a reset under the policy.",
                "proof.channel", "Not proven yet: nobody has sent a reset from the cloud.",
                "proof.selfservice", "No self-service reset has been seen yet."));
        practice.rehearse();
        shows(Map.of("proof.selfservice", "No self-service reset has been seen yet."));
        practice.lab.resetsOwnPassword(
                practice.organisation.lab().text("directory", "testAccount", "userPrincipalName"),
                "Long enough, 4 sure");
        shows(Map.of());
    }

    /** Each look shows also that the fault before is gone: only the rows of this one are not as they should be. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @Order(2)
    void a_fault_changes_its_own_row_until_it_is_cleared(Fault fault) {
        try {
            fault.raise().run();
            shows(fault.expected());
        } finally {
            fault.clear().run();
        }
    }

    /** So that the next look tells whether it went. */
    @Test
    @Order(2)
    void no_fault_hides_the_row_of_the_one_before() {
        List<Fault> all = faults().toList();
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).expected()).doesNotContainKey(all.get(i - 1).code());
        }
    }

    @Test
    @Order(3)
    void when_all_faults_are_cleared_nothing_is_left_of_them() {
        shows(Map.of());
    }

    /** The last row: it moves the ground of the proofs for good, and a new rehearsal brings them back. */
    @Test
    @Order(4)
    void a_new_version_of_the_policy_object_ages_the_proofs_until_a_new_rehearsal() {
        practice.lab.set("gpo.minAgeDays", 1);
        shows(Map.of(
                "age.domain",
                "the next forced refresh of Default Domain Policy takes it back to 1 day.",
                "age.gpo",
                "wins and says 1 day.",
                "proof.policy",
                AGED,
                "proof.channel",
                AGED));
        practice.lab.set("gpo.minAgeDays", 0);
        shows(Map.of("proof.policy", AGED, "proof.channel", AGED));
        practice.rehearse();
        shows(Map.of());
    }

    @Test
    @Order(5)
    void no_finding_is_left_out() {
        assertThat(Stream.concat(
                        faults().map(Fault::code),
                        // The practice domain has one domain controller, so nothing can lag behind it.
                        Stream.of("age.gpo", "age.replicas", "proof.policy", "proof.channel", "proof.selfservice")))
                .containsExactlyInAnyOrderElementsOf(findings.keySet());
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.of("directory.answers", "directory.stopped", true, false, "Active Directory does not answer.")
                        .hides("directory.accounts", "forest.domains", "rights.change")
                        .hides("connector.account", "connector.privileged", "connector.rights")
                        .hides("age.domain", "age.gpo", "age.pso", "age.replicas")
                        .hides("proof.policy", "proof.channel"),
                Fault.of("directory.accounts", "directory.accounts", false, true, "No user account was found"),
                Fault.of("forest.domains", "forest.otherDomain", true, false, "Unknown for eu.contoso.test"),
                Fault.of("sync.enabled", "sync.enabled", false, true, "synchronization is turned off for the tenant."),
                Fault.of("sync.recent", "sync.lastMinutesAgo", 600, 12, "10 hours ago."),
                Fault.of("connect.version", "connect.version", "1.6.16.0", "2.6.92.0", "1.6.16.0 is too old.")
                        .ages("proof.channel"),
                Fault.of("connect.service", "connect.serviceRunning", false, true, "service is stopped on sync1"),
                Fault.of("connect.staging", "connect.staging", true, false, "is in staging mode."),
                Fault.of("connect.scheduler", "connect.syncCycleEnabled", false, true, "The scheduler is off"),
                Fault.of("licence.p1", "licence.p1", false, true, "No licence with password writeback was found."),
                new Fault(
                        "role.entra",
                        () -> practice.lab.set("roles.requester", roles(false)),
                        () -> practice.lab.set("roles.requester", roles(true)),
                        Map.of("role.entra", "You hold no active Entra role")),
                Fault.of(
                        "rights.change",
                        "gpo.changingAccountMayWrite",
                        false,
                        true,
                        "may not change the policy object Default Domain Policy."),
                // Entra Connect's switch writes the tenant's audit event as well, so that row tells of it too.
                Fault.of("connect.writeback", "connect.writeback", false, true, "Password writeback is off")
                        .and("The audit log shows that writeback was disabled", "integration.options")
                        .ages("proof.channel"),
                Fault.of("connector.account", "connector.disabled", true, false, "is disabled."),
                Fault.of("connector.privileged", "connector.domainAdmin", true, false, "belongs to Domain Admins"),
                Fault.of("connector.rights", "connector.rights", "none", "all", "lacks 3 rights at the domain root"),
                new Fault(
                                "signin.session",
                                () -> practice.asks(
                                        "sign out", card -> card.text().contains("You are signed out")),
                                () -> practice.signIn(practice.requester, "requester"),
                                Map.of("signin.session", "You are not signed in to Microsoft Entra."))
                        .hides("sync.enabled", "sync.recent", "licence.p1", "role.entra")
                        .hides("sspr.scope", "sspr.registered"),
                Fault.of(
                        "integration.options",
                        "portal.writeback",
                        false,
                        true,
                        "The audit log shows that writeback was disabled"),
                Fault.of("sspr.scope", "sspr.scope", "none", "selected", "password reset is on for nobody."),
                Fault.of("sspr.registered", "sspr.registered", 0, 1, "Nobody has registered"),
                Fault.of("age.domain", "domain.minAgeDays", 1, 0, "makes people wait 1 day")
                        .ages("proof.policy", "proof.channel"),
                Fault.of("age.pso", "pso.minAgeDays", 1, null, "A fine-grained policy still makes people wait")
                        .ages("proof.policy", "proof.channel"));
    }

    /** A look shows exactly these rows as not done, each in its step, and counts all others as done. */
    private static void shows(Map<String, String> expected) {
        Overview overview = Overview.of(practice.check());
        Map<String, Integer> done = new LinkedHashMap<>();
        Map<String, List<String>> missing = new LinkedHashMap<>();
        Map<String, List<String>> rest = new LinkedHashMap<>();
        overview.open().forEach((step, lines) -> rest.put(step, new ArrayList<>(lines)));
        findings.forEach((code, finding) -> {
            done.merge(finding.step(), expected.containsKey(code) ? 0 : 1, Integer::sum);
            String text = expected.get(code);
            String wanted = Objects.equals(text, UNKNOWN) ? finding.title() + UNKNOWN : text;
            if (wanted != null && !removeOne(rest.get(finding.step()), wanted)) {
                missing.computeIfAbsent(code, none -> new ArrayList<>()).add(wanted);
            }
        });
        rest.values().removeIf(List::isEmpty);

        assertThat(missing).as("not shown; what is shown: " + overview.lines()).isEmpty();
        assertThat(rest).as("shown, and should not be").isEmpty();
        assertThat(overview.done()).as("done checks by step").isEqualTo(done);
    }

    private static boolean removeOne(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                lines.remove(i);
                return true;
            }
        }
        return false;
    }

    private static List<String> roles(boolean all) {
        List<String> roles = new ArrayList<>();
        practice.lab.state().path("roles.requester").forEach(role -> roles.add(role.stringValue()));
        roles.removeAll(Collections.singleton(HYBRID_IDENTITY_ADMINISTRATOR));
        if (all) {
            roles.add(HYBRID_IDENTITY_ADMINISTRATOR);
        }
        return roles;
    }

    private static Map<String, Listed> listed() throws IOException {
        Map<String, Listed> all = new LinkedHashMap<>();
        try (InputStream list = FindingsJourney.class.getResourceAsStream("findings.tsv")) {
            new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .forEach(cells -> all.put(cells[0], new Listed(cells[1], cells[2])));
        }
        return all;
    }
}
