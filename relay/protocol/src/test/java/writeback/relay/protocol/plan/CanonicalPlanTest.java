package writeback.relay.protocol.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPlanTest {

    private static final Instant EXPIRES = Instant.parse("2026-11-22T18:00:00Z");
    private static final UUID GPO = UUID.fromString("31b2f340-016d-11d2-945f-00c04fb984f9");
    private static final SetMinimumPasswordAge SET =
            new SetMinimumPasswordAge("contoso.test", GPO, "Default Domain Policy", 1, 0);
    private static final RehearsePolicy POLICY = new RehearsePolicy("contoso.test", "CN=é,OU=Pilot");
    private static final RehearseChannel CHANNEL = new RehearseChannel("contoso.test", "CN=T", "t@contoso.test");
    private static final SetPsoMinimumAge PSO =
            new SetPsoMinimumAge("contoso.test", "CN=Strict", "Strict", Duration.ofHours(36), Duration.ZERO);
    private static final GrantRights GRANT = new GrantRights(
            "contoso.test", "DC=contoso,DC=test", "S-1-5-21-1", "MSOL_1", List.of("(A;;RP;;;AU)"), "00");
    private static final RevokeRights REVOKE =
            new RevokeRights("contoso.test", "DC=contoso,DC=test", "S-1-5-21-1", "MSOL_1", List.of("(A;;RP;;;AU)"));
    private static final Plan PLAN = plan("tenant", "main", "tenant/a", EXPIRES, SET, POLICY, CHANNEL);

    @Test
    void aPlanComesBackFromItsText() {
        assertThat(CanonicalPlan.read(CanonicalPlan.write(PLAN))).isEqualTo(PLAN);
    }

    @Test
    void everyKindOfActionComesBackFromItsText() {
        Plan plan = plan("tenant", "main", "tenant/a", EXPIRES, PSO, GRANT, REVOKE);

        assertThat(CanonicalPlan.read(CanonicalPlan.write(plan))).isEqualTo(plan);
        assertThat(Action.class.getPermittedSubclasses()).hasSize(6);
    }

    @Test
    void theNewerActionsAreSpeltLikeThis() {
        assertThat(CanonicalPlan.write(plan("t", "main", "t/a", EXPIRES, PSO, GRANT)))
                .contains("{\"after\":{\"minimumPasswordAge\":\"PT0S\"},\"before\":{\"minimumPasswordAge\":\"PT36H\"},"
                        + "\"domain\":\"contoso.test\",\"name\":\"Strict\",\"operation\":\"set-pso-minimum-age\","
                        + "\"pso\":\"CN=Strict\",\"undo\":\"EXACT\",\"version\":1}")
                .contains("{\"domain\":\"contoso.test\",\"entries\":[\"(A;;RP;;;AU)\"],\"expected\":\"00\","
                        + "\"operation\":\"grant-rights\",\"target\":\"DC=contoso,DC=test\",\"trustee\":\"S-1-5-21-1\","
                        + "\"trusteeName\":\"MSOL_1\",\"undo\":\"EXACT\",\"version\":1}");
    }

    @Test
    void whatIsTakenBackIsItsOwnUndo() {
        assertThat(SET.inverse()).contains(new SetMinimumPasswordAge("contoso.test", GPO, SET.gpoName(), 0, 1));
        assertThat(PSO.inverse().flatMap(Action::inverse)).contains(PSO);
        assertThat(GRANT.inverse()).contains(REVOKE);
        assertThat(Stream.of(REVOKE, POLICY, CHANNEL).map(Action::inverse)).allMatch(Optional::isEmpty);
    }

    @Test
    void itsSpellingIsFixedForEver() {
        assertThat(CanonicalPlan.write(plan("t", "main", "t/a", EXPIRES, SET)))
                .isEqualTo("{\"actions\":[{\"after\":{\"minimumPasswordAgeDays\":0},"
                        + "\"before\":{\"minimumPasswordAgeDays\":1},\"domain\":\"contoso.test\","
                        + "\"gpo\":\"31b2f340-016d-11d2-945f-00c04fb984f9\",\"gpoName\":\"Default Domain Policy\","
                        + "\"operation\":\"set-minimum-password-age\",\"undo\":\"EXACT\",\"version\":1}],"
                        + "\"expires\":\"2026-11-22T18:00:00Z\",\"format\":1,\"premises\":\"main\","
                        + "\"requester\":\"t/a\",\"tenant\":\"t\"}");
    }

    @Test
    void theHashIsThatOfTheText() {
        assertThat(CanonicalPlan.hash(PLAN))
                .matches("[0-9a-f]{64}")
                .isEqualTo(CanonicalPlan.hash(CanonicalPlan.write(PLAN)));
    }

    static Stream<Arguments> otherPlans() {
        return Stream.of(
                Arguments.of("tenant", plan("other", "main", "tenant/a", EXPIRES, SET, POLICY, CHANNEL)),
                Arguments.of("premises", plan("tenant", "other", "tenant/a", EXPIRES, SET, POLICY, CHANNEL)),
                Arguments.of("requester", plan("tenant", "main", "tenant/b", EXPIRES, SET, POLICY, CHANNEL)),
                Arguments.of(
                        "expiry", plan("tenant", "main", "tenant/a", EXPIRES.plusSeconds(1), SET, POLICY, CHANNEL)),
                Arguments.of("order", plan("tenant", "main", "tenant/a", EXPIRES, POLICY, SET, CHANNEL)),
                Arguments.of("number of actions", plan("tenant", "main", "tenant/a", EXPIRES, SET, POLICY)),
                Arguments.of("domain", with(new SetMinimumPasswordAge("other.test", GPO, SET.gpoName(), 1, 0))),
                Arguments.of(
                        "gpo", with(new SetMinimumPasswordAge("contoso.test", new UUID(1, 1), SET.gpoName(), 1, 0))),
                Arguments.of("gpo's name", with(new SetMinimumPasswordAge("contoso.test", GPO, "Other", 1, 0))),
                Arguments.of("before", with(new SetMinimumPasswordAge("contoso.test", GPO, SET.gpoName(), 2, 0))),
                Arguments.of("after", with(new SetMinimumPasswordAge("contoso.test", GPO, SET.gpoName(), 1, 1))),
                Arguments.of("policy's domain", with(new RehearsePolicy("other.test", POLICY.account()))),
                Arguments.of("policy's account", with(new RehearsePolicy("contoso.test", "CN=other"))),
                Arguments.of("channel's domain", with(new RehearseChannel("other.test", "CN=T", "t@contoso.test"))),
                Arguments.of("channel's account", with(new RehearseChannel("contoso.test", "CN=X", "t@contoso.test"))),
                Arguments.of("channel's name", with(new RehearseChannel("contoso.test", "CN=T", "x@contoso.test"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherPlans")
    void theHashCovers(String what, Plan other) {
        assertThat(CanonicalPlan.hash(other)).as(what).isNotEqualTo(CanonicalPlan.hash(PLAN));
        assertThat(CanonicalPlan.read(CanonicalPlan.write(other))).isEqualTo(other);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("spellings")
    void anythingButTheOneSpellingIsRefused(String what, String replacement) {
        String text = CanonicalPlan.write(PLAN);
        assertThat(text).contains(what);

        assertThatThrownBy(() -> CanonicalPlan.read(text.replaceFirst(Pattern.quote(what), replacement)))
                .isInstanceOf(MalformedPlanException.class);
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                Arguments.of("{\"actions\"", "{ \"actions\""),
                Arguments.of("\"format\":1", "\"format\":2"),
                Arguments.of("\"format\":1", "\"format\":1.0"),
                Arguments.of("\"format\":1,", ""),
                Arguments.of("\"version\":1", "\"version\":2"),
                Arguments.of("\"undo\":\"EXACT\"", "\"undo\":\"NONE\""),
                Arguments.of("\"expires\"", "\"comment\":\"\",\"expires\""),
                Arguments.of("\"gpoName\"", "\"extra\":1,\"gpoName\""),
                Arguments.of("\"gpoName\":\"Default Domain Policy\",", ""),
                Arguments.of("\"tenant\":\"tenant\"", "\"tenant\":\"tenant\",\"tenant\":\"tenant\""),
                Arguments.of("\"tenant\":\"tenant\"", "\"tenant\":7"),
                Arguments.of("\"tenant\":\"tenant\"", "\"tenant\":null"),
                Arguments.of("\"minimumPasswordAgeDays\":0", "\"minimumPasswordAgeDays\":0.0"),
                Arguments.of("\"minimumPasswordAgeDays\":0", "\"minimumPasswordAgeDays\":\"0\""),
                Arguments.of("\"minimumPasswordAgeDays\":0", "\"minimumPasswordAgeDays\":-1"),
                Arguments.of("\"minimumPasswordAgeDays\":0", "\"minimumPasswordAgeDays\":1000"),
                Arguments.of("31b2f340", "31B2F340"),
                Arguments.of("é", "\\\\u00e9"),
                Arguments.of("set-minimum-password-age", "set-maximum-password-age"),
                Arguments.of("18:00:00Z", "18:00:00.5Z"),
                Arguments.of("18:00:00Z", "18:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"actions\":[]}", "{\"actions\":{}}", "{\"actions\":[null]}", "\u0000"
            })
    void whatIsNoPlanIsRefused(String text) {
        assertThatThrownBy(() -> CanonicalPlan.read(text)).isInstanceOf(MalformedPlanException.class);
    }

    @Test
    void whatFollowsThePlanIsRefused() {
        assertThatThrownBy(() -> CanonicalPlan.read(CanonicalPlan.write(PLAN) + "{}"))
                .isInstanceOf(MalformedPlanException.class);
    }

    private static Plan plan(String tenant, String premises, String requester, Instant expires, Action... actions) {
        return new Plan(tenant, premises, requester, expires, List.of(actions));
    }

    /** The plan with its action of the same kind replaced. */
    private static Plan with(Action action) {
        List<Action> actions = new ArrayList<>(PLAN.actions());
        actions.replaceAll(each -> each.getClass() == action.getClass() ? action : each);
        return new Plan(PLAN.tenant(), PLAN.premises(), PLAN.requester(), PLAN.expiresAt(), actions);
    }
}
