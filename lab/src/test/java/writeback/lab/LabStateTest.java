package writeback.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class LabStateTest {
    private final LabState state = new LabState();

    @Test
    void startsAsMostTenantsDo() {
        assertThat(state.get(StateKeys.CONNECT_WRITEBACK)).isFalse();
        assertThat(state.get(StateKeys.DOMAIN_MIN_AGE)).isEqualTo(1);
        assertThat(state.get(StateKeys.PSO_MIN_AGE)).isNull();
    }

    @Test
    void setsWhatAPatchNamesAndNothingElse() throws BadState {
        patch("{'graph.down':true,'pso.minAgeDays':3,'roles.norole':['a','b']}");

        assertThat(state.get(StateKeys.GRAPH_DOWN)).isTrue();
        assertThat(state.get(StateKeys.PSO_MIN_AGE)).isEqualTo(3);
        assertThat(state.get(StateKeys.rolesOf(People.NOROLE))).containsExactly("a", "b");
        assertThat(state.get(StateKeys.SIGN_IN_DOWN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "graph.dwon,graph.down",
        "signin.down,signIn.down",
        "domain.minAge,domain.minAgeDays",
        "roles.requestor,roles.requester"
    })
    void namesTheNearestKeyOfAnUnknownOne(String typed, String nearest) {
        assertThatThrownBy(() -> patch("{'" + typed + "':1}"))
                .isInstanceOf(BadState.class)
                .hasMessage("there is no key " + typed + "; the nearest is " + nearest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'graph.down':'true'    | graph.down must be true or false",
                "'graph.down':null      | graph.down must be true or false",
                "'graph.failNext':1.5   | graph.failNext must be a whole number from 0 to 1000000",
                "'graph.failNext':-1    | graph.failNext must be a whole number from 0 to 1000000",
                "'graph.failNext':1e300 | graph.failNext must be a whole number from 0 to 1000000",
                "'sspr.scope':'some'    | sspr.scope must be one of none, selected, all",
                "'gpo.minAgeDays':'0'   | gpo.minAgeDays must be a whole number from 0 to 998, or null",
                "'connect.version':'2'  | connect.version must be four numbers with dots between, such as 2.6.92.0",
                "'roles.norole':[1]     | roles.norole must be a list of texts"
            })
    void refusesAValueThatDoesNotSuit(String member, String message) {
        assertThatThrownBy(() -> patch("{" + member + "}"))
                .isInstanceOf(BadState.class)
                .hasMessage(message);
    }

    @Test
    void setsNothingWhenOneOfSeveralIsWrong() {
        assertThatThrownBy(() -> patch("{'graph.down':true,'signIn.down':3}")).isInstanceOf(BadState.class);

        assertThat(state.get(StateKeys.GRAPH_DOWN)).isFalse();
    }

    @Test
    void refusesWhatIsNoObject() {
        assertThatThrownBy(() -> patch("[]")).isInstanceOf(BadState.class);
    }

    @Test
    void goesBackWhenAListenerCannotMakeTheChange() {
        state.listen((key, before, after) -> {
            throw new IllegalStateException("cannot");
        });

        assertThatThrownBy(() -> patch("{'graph.down':true}")).hasMessage("cannot");
        assertThat(state.get(StateKeys.GRAPH_DOWN)).isFalse();
    }

    @Test
    void tellsListenersAlsoOfAValueThatStaysBecauseTheWorldMayHaveMoved() throws BadState {
        List<Object> heard = new ArrayList<>();
        state.listen((key, before, after) -> heard.add(key.name() + before + after));

        patch("{'domain.minAgeDays':1}");
        state.note(StateKeys.DOMAIN_MIN_AGE, 0);

        assertThat(heard).containsExactly("domain.minAgeDays11");
    }

    @Test
    void countsDownToZeroAndNoFurther() throws BadState {
        patch("{'graph.failNext':2}");

        assertThat(state.takeOne(StateKeys.GRAPH_FAIL_NEXT)).isTrue();
        assertThat(state.takeOne(StateKeys.GRAPH_FAIL_NEXT)).isTrue();
        assertThat(state.takeOne(StateKeys.GRAPH_FAIL_NEXT)).isFalse();
        assertThat(state.get(StateKeys.GRAPH_FAIL_NEXT)).isZero();
    }

    @Test
    void everyStartingValueSuitsItsOwnKey() {
        JsonMapper json = JsonMapper.shared();
        LabState other = new LabState();
        assertThatCode(() -> other.patch(json.valueToTree(state.all()))).doesNotThrowAnyException();
    }

    @Test
    void theReadmeNamesEveryKey() throws IOException {
        String readme = Files.readString(Path.of("README.md"))
                .replace("`roles.NAME`", "`roles.requester` `roles.approver` `roles.norole` `roles.guest`");

        assertThat(StateKeys.all()).allSatisfy(key -> assertThat(readme).contains("`" + key.name() + "`"));
    }

    private void patch(String json) throws BadState {
        state.patch(JsonMapper.shared().readTree(json.replace('\'', '"')));
    }
}
