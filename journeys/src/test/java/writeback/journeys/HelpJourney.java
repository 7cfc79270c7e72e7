package writeback.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import writeback.journeys.start.Options;
import writeback.journeys.start.Organisation;

/** The first word of a newcomer, through the whole product. */
class HelpJourney {
    private static Organisation organisation;

    @BeforeAll
    static void start() throws InterruptedException {
        organisation = Organisation.start(Options.forTest());
    }

    @AfterAll
    static void stop() {
        if (organisation != null) {
            organisation.close();
        }
    }

    @Test
    void helpIsAnsweredWithACardThatNamesTheCommands() {
        Person requester = new Person(organisation.channel(), "requester");

        assertThat(requester.says("help")).isLessThan(300);

        Card help = requester.sees("enable");
        assertThat(help.content().path("version").asString()).isEqualTo("1.5");
        assertThat(help.text()).contains("status");
    }

    @Test
    void theBotComesBackAfterAPowerCutAndAnswersAgain() throws InterruptedException {
        organisation.bot().kill9();
        organisation.bot().start();
        Person approver = new Person(organisation.channel(), "approver");

        approver.says("help");

        approver.sees("enable");
    }
}
