package writeback.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SubstitutionTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aValueThatStandsAloneKeepsItsType() {
        assertThat(fill("{'a':'${n}','b':'${t}','c':'${s}'}", "{'n':4,'t':true,'s':'x'}"))
                .isEqualTo("{'a':4,'b':true,'c':'x'}");
    }

    @Test
    void aValueInsideAStringBecomesText() {
        assertThat(fill("{'a':'${n}. ${s.t}'}", "{'n':4,'s':{'t':'x'}}")).isEqualTo("{'a':'4. x'}");
    }

    @Test
    void aForeignValueCannotBreakOutNorBeReadAsATemplate() {
        ObjectNode model =
                JSON.createObjectNode().put("s", "\"},{\"type\":\"Action.OpenUrl\\ ${secret} $1 {at} \u2028");
        ObjectNode out = new Substitution("test", Texts.of(Language.EN), model).apply(json("{'a':'x ${s}'}"));
        assertThat(JSON.readTree(out.toString()).get("a").stringValue())
                .isEqualTo("x \"},{\"type\":\"Action.OpenUrl\\ ${secret} $1 {at} \u2028");
    }

    @Test
    void aForeignValueInsideATextIsNotReadAsAPattern() {
        assertThat(fill("{'a':'${text.card.step.title}'}", "{'number':'1','title':'{number} # ${x}'}"))
                .isEqualTo("{'a':'Step 1: {number} # ${x}'}");
    }

    @Test
    void anArrayRepeatsTheObjectAndIsWherePathsStart() {
        assertThat(fill(
                        "{'l':[{'$data':'${rows}','t':'${t}','r':'${root.t}'}]}",
                        "{'t':'top','rows':[{'t':'a'},{'t':'b'}]}"))
                .isEqualTo("{'l':[{'t':'a','r':'top'},{'t':'b','r':'top'}]}");
    }

    @Test
    void anEmptyArrayLeavesNothing() {
        assertThat(fill("{'l':[{'$data':'${rows}','t':'${t}'}]}", "{'rows':[]}"))
                .isEqualTo("{'l':[]}");
    }

    @Test
    void anObjectIsWherePathsStart() {
        assertThat(fill("{'l':[{'$data':'${row}','t':'${t}'}]}", "{'row':{'t':'a'}}"))
                .isEqualTo("{'l':[{'t':'a'}]}");
    }

    @Test
    void falseLeavesTheObjectOutWithoutLookingInside() {
        assertThat(fill(
                        "{'l':[{'$when':'${b}','t':'${missing}'}],'o':{'$when':'${b}','t':'${missing}'}}",
                        "{'b':false}"))
                .isEqualTo("{'l':[]}");
    }

    @Test
    void whenIsAskedForEachElement() {
        assertThat(fill(
                        "{'l':[{'$data':'${rows}','$when':'${b}','t':'${t}'}]}",
                        "{'rows':[{'b':true,'t':1},{'b':false}]}"))
                .isEqualTo("{'l':[{'t':1}]}");
    }

    @Test
    void anObjectMayOnlyStandAsData() {
        assertThat(fill("{'data':'${o}'}", "{'o':{'id':7}}")).isEqualTo("{'data':{'id':7}}");
        assertFault("{'text':'${o}'}", "{'o':{}}", "'o' is not a plain value");
    }

    @Test
    void aMissingValueNamesTemplateAndPath() {
        assertFault(
                "{'l':[{'$data':'${rows}','t':'${t.u}'}]}",
                "{'rows':[{}]}",
                "Card template 'test': no value for 'rows.t.u'");
        assertFault("{'t':'${n}'}", "{'n':null}", "no value for 'n'");
    }

    @Test
    void everythingElseIsRefused() {
        assertFault("{'t':'${a + b}'}", "{}", "is not a path");
        assertFault("{'t':'${}'}", "{}", "is not a path");
        assertFault("{'l':[{'$when':'${a}'}]}", "{'a':'true'}", "not a boolean");
        assertFault("{'l':[{'$when':'${a} == 1'}]}", "{'a':true}", "takes one ${path}");
        assertFault("{'l':[{'$data':'${a}'}]}", "{'a':'x'}", "neither an array nor an object");
        assertFault("{'$index':1}", "{}", "unknown directive $index");
        assertFault("{'t':'${text.no.such}'}", "{}", "no text 'no.such' in EN");
        assertFault("{'t':'${text.card.step.title}'}", "{'number':'1'}", "no value for 'title'");
    }

    private static void assertFault(String template, String model, String message) {
        assertThatThrownBy(() -> fill(template, model))
                .isInstanceOf(CardException.class)
                .hasMessageContaining(message);
    }

    private static String fill(String template, String model) {
        return new Substitution("test", Texts.of(Language.EN), json(model))
                .apply(json(template))
                .toString()
                .replace('"', '\'');
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
