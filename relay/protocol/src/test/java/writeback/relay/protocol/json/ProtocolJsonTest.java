package writeback.relay.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import writeback.relay.protocol.fact.AccountFacts;
import writeback.relay.protocol.fact.AccountReport;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorRights;
import writeback.relay.protocol.fact.CoveragePage;
import writeback.relay.protocol.fact.CoverageReason;
import writeback.relay.protocol.fact.DirectoryFacts;
import writeback.relay.protocol.fact.DomainController;
import writeback.relay.protocol.fact.DomainHead;
import writeback.relay.protocol.fact.ForestDomain;
import writeback.relay.protocol.fact.GpoChangeAccess;
import writeback.relay.protocol.fact.GpoContents;
import writeback.relay.protocol.fact.Grant;
import writeback.relay.protocol.fact.LinkedGpo;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Replica;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.fact.Unseen;
import writeback.relay.protocol.fact.WritebackEvent;
import writeback.relay.protocol.message.Approval;
import writeback.relay.protocol.message.Command;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.message.PlannedChange;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PollRequest;
import writeback.relay.protocol.message.Reply;

class ProtocolJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.5Z");
    private static final UUID GPO = UUID.fromString("31b2f340-016d-11d2-945f-00c04fb984f9");

    @Test
    void everyReportComesBackAsItWasWritten() {
        DirectoryFacts directory = new DirectoryFacts(
                NOW,
                Sighting.seen(new DomainController("dc1.contoso.test", true, Sighting.seen(Duration.ofSeconds(-2)))),
                Sighting.seen(Long.MAX_VALUE),
                Sighting.seen(new DomainHead("contoso.test", "DC=contoso,DC=test", Duration.ofDays(1), 24)),
                Sighting.seen(List.of(
                        new LinkedGpo(
                                GPO, "One", 1, true, true, Sighting.seen(new GpoContents(true, 3, 3, true, null))),
                        new LinkedGpo(GPO, "Two", 2, false, true, Sighting.unseen(Cause.DENIED, "é \u2028 \"")))),
                Sighting.seen(List.of(new PasswordSettings(
                        "Strict", "CN=Strict", Duration.ofDays(2), 10, List.of("CN=a"), Sighting.seen(7L)))),
                Sighting.seen(true),
                Sighting.seen(new GpoChangeAccess("svc", GPO, true, false)),
                Sighting.seen(List.of(
                        new Replica("dc2.contoso.test", false, Sighting.seen(Duration.ZERO), Sighting.seen(4)))),
                Sighting.seen(List.of(new ForestDomain("contoso.test", true))));
        AccountFacts account = new AccountFacts(
                NOW,
                "dc1.contoso.test",
                "CN=Pat",
                "pat",
                "pat@contoso.test",
                "S-1-5-21-1",
                true,
                false,
                true,
                Sighting.seen(new AccountFacts.PasswordSet(null)),
                Sighting.seen(9L),
                Sighting.seen(new AccountFacts.ResultantPolicy(null)));

        assertThat(ProtocolJson.read(ProtocolJson.write(directory), DirectoryFacts.class))
                .isEqualTo(directory);
        assertThat(ProtocolJson.read(ProtocolJson.write(account), AccountFacts.class))
                .isEqualTo(account);
    }

    @Test
    void everyReportOnUsersAndTheirConnectorComesBackAsItWasWritten() {
        ConnectorFacts connector = new ConnectorFacts(
                NOW,
                "dc1.contoso.test",
                "contoso.test",
                ConnectorFacts.FoundBy.SYNC_SERVER,
                "MSOL_1",
                "CN=MSOL_1",
                "S-1-5-21-1",
                true,
                Sighting.seen(new ConnectorFacts.Expiry(null)),
                Sighting.seen(List.of("Domain Admins")),
                Sighting.seen(new ConnectorFacts.Sample(50, 48, 1)),
                Sighting.seen(List.of("(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1)")),
                Sighting.seen("00"));
        AccountReport report = new AccountReport(
                new AccountFacts(
                        NOW,
                        "dc1.contoso.test",
                        "CN=Pat",
                        "pat",
                        "",
                        "S-1-5-21-1",
                        true,
                        false,
                        true,
                        Sighting.seen(new AccountFacts.PasswordSet(NOW)),
                        Sighting.seen(9L),
                        Sighting.seen(new AccountFacts.ResultantPolicy("Strict"))),
                "contoso.test",
                Sighting.seen(new ConnectorFacts.Expiry(NOW)),
                Sighting.seen(false),
                Sighting.seen(new AccountReport.Protection(true, List.of("Domain Admins"), false)),
                Sighting.seen(true),
                Sighting.seen(false),
                Sighting.unseen(Cause.DENIED, "userAccountControl"),
                Sighting.seen(new AccountReport.Policy(null, Duration.ofDays(1), null)),
                Sighting.seen(List.of("OU=a\\,b")),
                Sighting.seen(true),
                Sighting.seen(new ConnectorRights(
                        "MSOL_1", Grant.GRANTED, Grant.MISSING, Grant.DENIED, Grant.CANNOT_TELL, List.of("(D;;;;;)"))));
        CoveragePage page = new CoveragePage(
                NOW,
                "dc1.contoso.test",
                2,
                List.of(new CoveragePage.Unit(
                        "OU=Staff", 2, 1, List.of(new CoveragePage.Count(CoverageReason.PROTECTED, 1)))),
                List.of(new CoveragePage.Row(
                        "CN=Pat", "pat", "", List.of(CoverageReason.PROTECTED, CoverageReason.INHERITANCE_OFF))),
                "cursor",
                Sighting.seen(2L));

        assertThat(ProtocolJson.read(ProtocolJson.write(connector), ConnectorFacts.class))
                .isEqualTo(connector);
        assertThat(ProtocolJson.read(ProtocolJson.write(report), AccountReport.class))
                .isEqualTo(report);
        assertThat(ProtocolJson.read(ProtocolJson.write(page), CoveragePage.class))
                .isEqualTo(page);
    }

    @Test
    void everyMessageComesBackAsItWasWritten() {
        Command command = new Command(
                "c1",
                "t",
                "main",
                "directory",
                "rehearse-policy",
                1,
                7L,
                NOW,
                NOW.plusSeconds(60),
                Map.of("account", "pat"),
                new PlannedChange("ch", "{}", "00", 0, List.of(new Approval("t/p", "role", "00", NOW, null))));
        assertThat(ProtocolJson.read(ProtocolJson.write(command), Command.class))
                .isEqualTo(command);
        for (Outcome outcome : List.of(
                new Outcome.Done("{\"a\":1}"),
                new Outcome.Refused("not-allowed", "d", "operations.x"),
                new Outcome.Failed("precondition-failed", "d"),
                new Outcome.InDoubt("d"),
                new Outcome.Waiting("d"))) {
            Reply reply = new Reply("c1", 7L, NOW, "0.1", outcome, "anna");
            assertThat(ProtocolJson.read(ProtocolJson.write(reply), Reply.class))
                    .isEqualTo(reply);
        }
        PolicyRehearsal rehearsal = new PolicyRehearsal(
                PolicyRehearsal.Conclusion.PROVEN,
                "dc1",
                "CN=Pat",
                NOW,
                "",
                List.of(new PolicyRehearsal.Reset("first", 0, "")),
                List.of());
        assertThat(ProtocolJson.read(ProtocolJson.write(rehearsal), PolicyRehearsal.class))
                .isEqualTo(rehearsal);
        List<WritebackEvent> events = List.of(new WritebackEvent(31010, NOW, "PasswordResetService", "ok"));
        assertThat(ProtocolJson.readList(ProtocolJson.write(events), WritebackEvent.class))
                .isEqualTo(events);
    }

    @Test
    void sightingsAreSpelledAsAgreed() {
        assertThat(ProtocolJson.write(Sighting.seen(5L))).isEqualTo("{\"seen\":\"5\"}");
        assertThat(ProtocolJson.write(Sighting.unseen(Cause.DENIED, "no")))
                .isEqualTo("{\"unseen\":{\"cause\":\"DENIED\",\"detail\":\"no\"}}");
        assertThat(ProtocolJson.write(new Outcome.InDoubt("why")))
                .isEqualTo("{\"type\":\"in-doubt\",\"detail\":\"why\"}");
    }

    @Test
    void anOlderAgentsPollSaysNothingOfKeys() {
        PollRequest poll = ProtocolJson.read(fixture("poll-older.json"), PollRequest.class);

        assertThat(poll.commandKeys()).isNull();
        assertThat(poll.heldAtMost(5).commandKeys()).isNull();
        PollRequest newer = poll.commandedBy(List.of("one", "two"));
        assertThat(ProtocolJson.read(ProtocolJson.write(newer), PollRequest.class))
                .isEqualTo(newer);
    }

    @Test
    void whatAnOlderAgentLeavesOutIsUnseenAndNeverZero() {
        DirectoryFacts facts = ProtocolJson.read(fixture("directory-older.json"), DirectoryFacts.class);

        assertThat(facts.domainController().isSeen()).isTrue();
        assertThat(facts.changeAccess()).isEqualTo(Sighting.unseen(Cause.NOT_REPORTED, ""));
        assertThat(facts.policyHints()).isEqualTo(Sighting.unseen(Cause.NOT_REPORTED, ""));
        assertThat(facts.domainHead()).isInstanceOfSatisfying(Unseen.class, unseen -> assertThat(unseen.cause())
                .isEqualTo(Cause.NOT_REPORTED));
        assertThat(facts.passwordSettings()).isEqualTo(Sighting.unseen(Cause.DENIED, "Password Settings Container"));
        LinkedGpo gpo = ((Seen<List<LinkedGpo>>) facts.linkedGpos()).value().get(0);
        assertThat(gpo.contents())
                .as("a value that is not reported is not a value that the GPO leaves out")
                .isInstanceOfSatisfying(
                        Unseen.class, unseen -> assertThat(unseen.cause()).isEqualTo(Cause.NOT_REPORTED));
    }

    @Test
    void whatANewerAgentAddsIsIgnored() {
        DirectoryFacts facts = ProtocolJson.read(fixture("directory-newer.json"), DirectoryFacts.class);

        assertThat(facts.domainController())
                .isEqualTo(Sighting.seen(
                        new DomainController("dc1.contoso.test", true, Sighting.unseen(Cause.NOT_REPORTED, ""))));
        assertThat(facts.enabledAccounts()).isEqualTo(Sighting.seen(9007199254740993L));
        assertThat(facts.domainHead())
                .isEqualTo(Sighting.seen(new DomainHead("contoso.test", "DC=contoso,DC=test", Duration.ofDays(1), 24)));
        assertThat(facts.linkedGpos()).isEqualTo(Sighting.unseen(Cause.FAILED, "a cause of next year"));
        assertThat(facts.passwordSettings()).isEqualTo(Sighting.seen(List.of()));
        assertThat(facts.policyHints()).isInstanceOfSatisfying(Unseen.class, unseen -> assertThat(unseen.cause())
                .isEqualTo(Cause.MALFORMED));
        assertThat(facts.changeAccess()).isEqualTo(Sighting.unseen(Cause.NOT_REPORTED, ""));
    }

    @Test
    void aNullablePartThatAnOlderPeerDoesNotKnowIsNull() {
        Approval approval = ProtocolJson.read(
                "{\"person\":\"t/p\",\"role\":\"r\",\"planHash\":\"00\",\"at\":\"2026-11-22T10:00:00Z\"}",
                Approval.class);
        assertThat(approval.evidence()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":\"done\"}",
                "{\"type\":\"done\",\"result\":5}",
                "{\"type\":\"done\",\"result\":null}",
                "{\"type\":\"launched\",\"result\":\"\"}",
                "{\"type\":\"done\",\"type\":\"failed\",\"result\":\"\",\"code\":\"\",\"detail\":\"\"}",
                "{\"type\":\"done\",\"result\":\"\"} {}",
                "{\"type\":\"done\",\"result\":\"\""
            })
    void whatIsNoOutcomeIsNotTakenForOne(String json) {
        assertThatThrownBy(() -> ProtocolJson.read(json, Outcome.class)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aMessageThatIsTooLongIsNeitherReadNorWritten() {
        String filler = "x".repeat(ProtocolJson.MAX_CHARACTERS);
        assertThatThrownBy(() -> ProtocolJson.read("{\"type\":\"done\",\"result\":\"" + filler + "\"}", Outcome.class))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> ProtocolJson.write(new Outcome.Done(filler)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeepNestIsRefused() {
        assertThatThrownBy(() -> ProtocolJson.read("[".repeat(5000), Outcome.class))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static String fixture(String name) {
        try (InputStream in = Objects.requireNonNull(ProtocolJsonTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
