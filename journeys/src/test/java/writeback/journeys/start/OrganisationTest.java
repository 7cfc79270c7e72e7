package writeback.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With small node processes in the place of lab, bot and agent. */
class OrganisationTest {
    private static final String WEB =
            "require('node:http').createServer((q,a)=>{a.statusCode=q.method==='PUT'?204:200;a.end()})"
                    + ".listen(PORT,'127.0.0.1');";

    @TempDir
    Path temp;

    private String botScript = WEB;
    private Organisation organisation;

    @AfterEach
    void stop() {
        if (organisation != null) {
            organisation.close();
        }
    }

    @Test
    void everythingIsReadyAfterTheStartAndNothingIsLeftAfterTheEnd() throws Exception {
        organisation = prepared();
        organisation.start();
        List<ProcessHandle> processes = noted();

        assertThat(processes).hasSize(3).allMatch(ProcessHandle::isAlive);
        assertThat(organisation.folder().root().resolve("bot.yaml")).content().contains("app-id: b-1");

        organisation.close();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(organisation.death()).isNotDone();
    }

    @Test
    void theDeathOfOneStopsTheRestAndShowsItsLastLines() throws Exception {
        botScript = WEB
                + "setInterval(()=>{if(require('node:fs').existsSync('end')){"
                + "console.error('out of cheese');process.exit(7)}},50);";
        organisation = prepared();
        organisation.start();
        List<ProcessHandle> processes = noted();
        Files.createFile(organisation.folder().workingFolder("bot").resolve("end"));

        StartFailed why = organisation.death().get(30, TimeUnit.SECONDS);

        assertThat(why).hasMessageContaining("bot ended by itself").hasMessageContaining("out of cheese");
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aKilledBotComesBackWhileTheRestGoesOn() throws Exception {
        organisation = prepared();
        organisation.start();

        organisation.bot().kill9();
        assertThat(organisation.agent().isRunning()).isTrue();
        organisation.bot().start();

        assertThat(organisation.bot().isRunning()).isTrue();
        assertThat(organisation.death()).isNotDone();
    }

    @Test
    void aPartThatDoesNotComeUpIsNamedAndNothingRunsThen() {
        botScript = "console.error('bad configuration');process.exit(1);";
        organisation = prepared();

        assertThatThrownBy(organisation::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("bot")
                .hasMessageContaining("bad configuration");
    }

    @Test
    void anotherOneIsKeptOutOfTheFolderWhileThisOneRuns() throws Exception {
        organisation = prepared();
        organisation.start();
        List<ProcessHandle> processes = noted();
        Organisation other = prepared();

        assertThatThrownBy(other::start)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("Another practice organisation runs in " + temp.resolve("run"))
                .hasMessageContaining("--run=FOLDER");

        assertThat(processes).hasSize(3).allMatch(ProcessHandle::isAlive);
        assertThat(noted()).isEqualTo(processes);

        organisation.close();
        organisation = prepared();
        organisation.start();
        assertThat(noted()).hasSize(3);
    }

    private Organisation prepared() {
        Options options = new Options(
                temp, temp.resolve("run"), Ports.anyFree(), "memory", "127.0.0.30", Optional.empty(), true, 5);
        return new Organisation(options, new Commands(options) {
            @Override
            List<String> lab(Path labFolder) {
                return node(
                        options.ports().page() + 3,
                        WEB + "require('node:fs').writeFileSync('lab.json',`"
                                + ConfigurationTest.LAB_JSON.replace(
                                        "\"base\":\"http://127.0.0.1:4403\"",
                                        "\"base\":\"http://127.0.0.1:"
                                                + (options.ports().page() + 3) + "\"")
                                + "`);setTimeout(()=>console.log('lab ready lab.json'),200);");
            }

            @Override
            List<String> bot() {
                return node(options.ports().bot(), botScript);
            }

            @Override
            List<String> agent() {
                return node(0, "console.log('relay ready');process.stdin.resume();");
            }
        });
    }

    private List<ProcessHandle> noted() throws Exception {
        try (Stream<Path> pids = Files.list(temp.resolve("run/pids"))) {
            return pids.map(OrganisationTest::handle).toList();
        }
    }

    private static ProcessHandle handle(Path pid) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> node(int port, String script) {
        return List.of("node", "-e", script.replace("PORT", Integer.toString(port)));
    }
}
