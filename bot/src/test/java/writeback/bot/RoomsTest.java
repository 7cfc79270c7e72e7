package writeback.bot;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import writeback.bot.premises.Enrolments;

/** The walls between the rooms: upper rooms may use lower ones, never the reverse, and each foreign library has its room. */
@AnalyzeClasses(packages = "writeback.bot", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    /** From the top. Rooms in one line do not know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("teams"),
            List.of("chat"),
            List.of("change"),
            List.of("observation", "coverage"),
            List.of("entra", "premises"),
            List.of("identity"),
            List.of("audit"),
            List.of("schedule"),
            List.of("runbook"));

    @ArchTest
    void no_room_knows_one_above_or_beside_it(JavaClasses classes) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String room : FLOORS.get(floor)) {
                List<String> closed = new ArrayList<>();
                FLOORS.subList(0, floor).forEach(closed::addAll);
                closed.addAll(FLOORS.get(floor));
                closed.remove(room);
                if (!closed.isEmpty()) {
                    noClasses()
                            .that()
                            .resideInAPackage(in(room))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    closed.stream().map(RoomsTest::in).toArray(String[]::new))
                            .check(classes);
                }
            }
        }
    }

    @ArchTest
    void every_package_belongs_to_a_room(JavaClasses classes) {
        Set<String> rooms = new TreeSet<>();
        FLOORS.forEach(rooms::addAll);

        assertThat(rooms).containsAll(roomsOf(classes));
    }

    @ArchTest
    void the_document_names_the_rooms_that_exist_from_the_top(JavaClasses classes) throws IOException {
        String document = Files.readString(Path.of("../ARCHITECTURE.md"));
        String table = document.substring(document.indexOf("## Rooms of the bot"));
        List<String> named = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(table.substring(0, table.indexOf("\n## ")))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(roomsOf(classes));
        assertThat(named)
                .containsExactlyElementsOf(FLOORS.stream().flatMap(List::stream).toList());
    }

    @ArchTest
    static final ArchRule THE_BOT_SDK_AND_JACKSON_2_ARE_KNOWN_TO_TEAMS_ALONE =
            // Jackson 3 kept the package of its annotations.
            only("teams", "com.microsoft.bot..", "com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..");

    @ArchTest
    static final ArchRule GRAPH_IS_KNOWN_TO_ENTRA_ALONE =
            only("entra", "com.microsoft.graph..", "com.microsoft.kiota..");

    @ArchTest
    static final ArchRule MSAL_IS_KNOWN_TO_IDENTITY_ALONE = only("identity", "com.microsoft.aad.msal4j..");

    @ArchTest
    static final ArchRule DB_SCHEDULER_IS_KNOWN_TO_SCHEDULE_ALONE = only("schedule", "com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule TOKENS_ARE_READ_WHERE_THEY_COME_IN = noClasses()
            .that()
            .resideOutsideOfPackages(in("premises"), in("teams"), in("identity"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule WHAT_CHANGES_THE_OUTSIDE_IS_USED_BY_CHANGE_AND_MADE_AT_HOME = noClasses()
            .that()
            .resideOutsideOfPackages(in("change"), in("entra"), in("premises"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("writeback.bot..changing..");

    /** Whoever may decide about a relay is decided in one place. */
    @ArchTest
    static final ArchRule RELAYS_COME_AND_GO_BY_THE_POLICY_OF_CHANGE_ALONE = noClasses()
            .that()
            .resideOutsideOfPackages(in("change"), in("premises"))
            .should()
            .callMethodWhere(target(owner(type(Enrolments.class))));

    @ArchTest
    static final ArchRule THE_RUNBOOK_KNOWS_THE_JDK_AND_THE_PROTOCOL_ALONE = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage(in("runbook"))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    in("runbook"),
                    "writeback.relay.protocol.fact..",
                    "writeback.relay.protocol.plan..",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "java.time..",
                    "org.jspecify.annotations"));

    @ArchTest
    static final ArchRule THE_RUNBOOK_HAS_NO_CLOCK_NO_DICE_AND_NO_SURROUNDINGS = noClasses()
            .that()
            .resideInAPackage(in("runbook"))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class, System.class, Thread.class, Process.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould(ArchConditions.callMethodWhere(target(name("now"))));

    @ArchTest
    void every_package_says_what_it_is_for_and_where_null_may_be(JavaClasses classes) {
        Set<String> unmarked = new TreeSet<>();
        classes.forEach(type -> {
            if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                unmarked.add(type.getPackageName());
            }
        });

        assertThat(unmarked).isEmpty();
    }

    private static ArchRule only(String room, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static Set<String> roomsOf(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        classes.forEach(type -> {
            String inside = type.getPackageName().substring("writeback.bot".length());
            if (!inside.isEmpty()) {
                found.add(inside.substring(1).split("\\.")[0]);
            }
        });
        return found;
    }

    private static String in(String room) {
        return "writeback.bot." + room + "..";
    }
}
