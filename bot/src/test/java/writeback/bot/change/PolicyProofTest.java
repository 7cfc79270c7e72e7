package writeback.bot.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import writeback.bot.runbook.Evidence;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.PolicyRehearsal;
import writeback.relay.protocol.message.PolicyRehearsal.Conclusion;
import writeback.relay.protocol.message.PolicyRehearsal.Elsewhere;
import writeback.relay.protocol.message.PolicyRehearsal.Reset;

class PolicyProofTest {

    private static final List<Reset> TOO_YOUNG =
            List.of(new Reset("first", 0, ""), new Reset("second", 53, "0000052D"));

    @Test
    void everyDomainControllerThatShowedItIsNamed() {
        PolicyProof proof = proof(Conclusion.PROVEN, there(Conclusion.PROVEN, "dc2", ""));

        assertThat(proof.result()).isEqualTo(Evidence.Result.PROVEN);
        assertThat(proof.how().code()).isEqualTo("proven");
        assertThat(proof.how().args())
                .containsEntry("domainController", "dc1, dc2")
                .containsEntry("account", "CN=Pilot")
                .doesNotContainKey("proven");
    }

    @Test
    void oneThatRefusedRefutesItAndIsNamed() {
        PolicyProof proof = proof(
                Conclusion.PROVEN,
                new Elsewhere(Conclusion.REFUSED, "dc2", "the second reset was refused", TOO_YOUNG),
                there(Conclusion.CANNOT_TELL, "dc3", "dead"));

        assertThat(proof.result()).isEqualTo(Evidence.Result.REFUTED);
        assertThat(proof.how().code()).isEqualTo("refuted-there");
        assertThat(proof.how().args())
                .containsEntry("domainController", "dc2")
                .containsEntry("proven", "dc1")
                .containsEntry("code", "0000052D")
                .containsEntry("detail", "dc2: the second reset was refused");
    }

    @Test
    void oneThatCouldNotBeAskedLeavesItOpen() {
        PolicyProof proof = proof(Conclusion.PROVEN, there(Conclusion.CANNOT_TELL, "dc2", "dead"));

        assertThat(proof.result()).isEqualTo(Evidence.Result.CANNOT_TELL);
        assertThat(proof.how().code()).isEqualTo("cannot-tell-there");
        assertThat(proof.how().args())
                .containsEntry("domainController", "dc2")
                .containsEntry("proven", "dc1")
                .containsEntry("why", "dc2: dead");
    }

    @Test
    void whereNobodyShowedItNobodyIsSaidToHave() {
        PolicyProof proof = proof(Conclusion.CANNOT_TELL, there(Conclusion.CANNOT_TELL, "dc2", "dead"));

        assertThat(proof.how().code()).isEqualTo("cannot-tell");
        assertThat(proof.how().args())
                .containsEntry("why", "dc1: said here; dc2: dead")
                .doesNotContainKey("proven");
    }

    @Test
    void anOlderAgentAsksOneAndSaysNothingOfOthers() {
        String older = "{\"conclusion\":\"PROVEN\",\"domainController\":\"dc1\",\"account\":\"CN=Pilot\","
                + "\"at\":\"2026-11-22T10:00:00Z\",\"detail\":\"\",\"resets\":[]}";
        PolicyProof proof = PolicyProof.of(ProtocolJson.read(older, PolicyRehearsal.class), "CN=Pilot");

        assertThat(proof.result()).isEqualTo(Evidence.Result.PROVEN);
        assertThat(proof.how().args()).containsEntry("domainController", "dc1");
    }

    private static PolicyProof proof(Conclusion first, Elsewhere... others) {
        return PolicyProof.of(
                new PolicyRehearsal(first, "dc1", "CN=Pilot", Instant.EPOCH, "said here", List.of(), List.of(others)),
                "CN=Pilot");
    }

    private static Elsewhere there(Conclusion conclusion, String host, String detail) {
        return new Elsewhere(conclusion, host, detail, List.of());
    }
}
