package writeback.bot.premises;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "writeback.bot", importOptions = ImportOption.DoNotIncludeTests.class)
class PremisesWallTest {

    /** The door checks the channel's token with the same library: the one exception. */
    @ArchTest
    static final ArchRule signingLibraryStaysInItsRooms = noClasses()
            .that()
            .resideOutsideOfPackages("writeback.bot.premises..", "writeback.bot.teams..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    /** The agent is a process of its own. */
    @ArchTest
    static final ArchRule theBotDoesNotKnowTheAgent = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "writeback.relay",
                    "writeback.relay.guard..",
                    "writeback.relay.journal..",
                    "writeback.relay.operation..",
                    "writeback.relay.settings..",
                    "writeback.relay.transport..");

    @ArchTest
    static final ArchRule onlyTheChangeRoomOrdersChanges = noClasses()
            .that()
            .resideOutsideOfPackages("writeback.bot.change..", "writeback.bot.premises..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("writeback.bot.premises.changing..");
}
