package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.contracts.Checked.Point;

/** {@code writeback-relay check}: a domain that is well, and each thing that may be wrong with one. */
@OnDirectories
class CheckTest {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Directory directory;
    private Checked checked;

    @BeforeEach
    void aRelay(Directory given) {
        directory = given;
        checked = new Checked(given, folder);
    }

    @Test
    void aDomainThatIsWellHasNoProblemAndNoAccountHasMoreThanItNeeds() {
        List<Point> points = checked.points();

        assertThat(points).isNotEmpty().noneMatch(point -> point.state().equals("problem"));
        assertThat(about(points, "more than it needs"))
                .hasSize(3)
                .allSatisfy(point -> assertThat(point.state()).isEqualTo("ok"))
                .allSatisfy(point -> assertThat(point.seen()).contains("nothing is claimed about anything else"));
        assertThat(about(points, "sign-in")).hasSize(3);
        assertThat(about(points, "PDC emulator")).hasSize(1);
        assertThat(about(points, "directory.sysvol")).hasSize(1);
        assertThat(about(points, "connector account")).hasSize(1);
    }

    @Test
    void aWrongPasswordIsSaidOfThatAccountAlone() {
        checked.account("changing", directory.accounts().changing().name(), "wrong");

        List<Point> points = checked.points();

        assertThat(problems(points))
                .singleElement()
                .satisfies(point -> assertThat(point.about()).isEqualTo("accounts.changing"))
                .satisfies(point -> assertThat(point.seen()).contains("LDAP 49"));
        assertThat(about(points, "rehearse-policy")).extracting(Point::state).containsExactly("ok");
    }

    @Test
    void aReadingAccountThatIsNotLetInLeavesTheOthersSignInInSight() {
        checked.account("reading", directory.accounts().reading().name(), "wrong");

        List<Point> points = checked.points();

        assertThat(problems(points)).singleElement().satisfies(point -> assertThat(point.about())
                .isEqualTo("accounts.reading"));
        assertThat(about(points, "sign-in")).hasSize(2);
        assertThat(about(points, "rights")).extracting(Point::state).containsOnly("not looked at");
    }

    @Test
    void aDomainControllerThatIsNotThereIsSaidOnce() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        checked.with("port", closed);

        List<Point> points = checked.points();

        assertThat(problems(points))
                .singleElement()
                .satisfies(point -> assertThat(point.seen()).contains(":" + closed))
                .satisfies(point -> assertThat(point.remedy()).contains("firewall"));
        assertThat(points)
                .filteredOn(point -> point.state().equals("not looked at"))
                .hasSize(3);
    }

    @Test
    void anAuthorityThatIsNotTheDomainControllersIsNamed() throws Exception {
        checked.with("ca-file", foreignAuthority().toString());

        assertThat(problems(checked.points()))
                .singleElement()
                .satisfies(point -> assertThat(point.seen()).contains("the certificate comes from"))
                .satisfies(point -> assertThat(point.remedy()).contains("directory.ca-file"));
    }

    @Test
    void aDomainControllerThatSaysNothingDoesNotHoldTheCheck() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            checked.with("address", "127.0.0.1").with("addresses", Map.of()).with("port", silent.getLocalPort());
            long start = System.nanoTime();

            List<Point> points = checked.points();

            assertThat(problems(points)).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ENDS_WITHIN);
        }
    }

    @Test
    void aClockThatIsTenMinutesOffIsAProblemWhereItIsShown() {
        checked.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));

        List<Point> clock = about(checked.points(), "clock");

        assertThat(clock).singleElement().satisfies(point -> assertThat(point.state())
                .isEqualTo(directory.kind() == Kind.MEMORY ? "not looked at" : "problem"));
    }

    @Test
    void aSysvolThatIsNotThereIsSaidWithEachGpoThatNeedsIt() {
        checked.with("sysvol", folder.resolve("nowhere").toString());

        List<Point> points = checked.points();

        assertThat(problems(points)).isNotEmpty().allSatisfy(point -> assertThat(point.about())
                .isEqualTo("directory.sysvol"));
        assertThat(about(points, "more than it needs"))
                .extracting(Point::state)
                .as("which GPO decides is not known, so nobody is said to edit the wrong one")
                .containsExactly("ok", "not looked at", "ok");
        assertThat(about(points, "set-minimum-password-age"))
                .singleElement()
                .satisfies(point -> assertThat(point.state()).isEqualTo("not looked at"));
    }

    @Test
    void whatTheSettingsNameAndTheDomainLacksIsSaid() {
        checked.with("user-containers", List.of("OU=Nowhere," + directory.baseDn()))
                .with("connector-account", "MSOL_nobody")
                .pilots("OU=Nobody," + directory.baseDn());

        List<Point> points = checked.points();

        assertThat(problems(points))
                .extracting(Point::about)
                .contains("pilot OU", "directory.user-containers", "directory.connector-account");
    }

    @Test
    void oneAccountForTwoKindsOfWorkIsAWarning() {
        checked.account("rehearsal", directory.accounts().changing());

        assertThat(about(checked.points(), "its own account"))
                .filteredOn(point -> point.state().equals("warning"))
                .singleElement()
                .satisfies(point -> assertThat(point.seen()).contains("the same account as accounts.changing"));
    }

    private Path foreignAuthority() throws Exception {
        KeyStore own = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib", "security", "cacerts")
                        .toFile(),
                (char[]) null);
        byte[] certificate = own.getCertificate(own.aliases().nextElement()).getEncoded();
        return Files.writeString(
                folder.resolve("foreign.pem"),
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static List<Point> about(List<Point> points, String about) {
        return points.stream().filter(point -> point.about().equals(about)).toList();
    }

    private static List<Point> problems(List<Point> points) {
        return points.stream().filter(point -> point.state().equals("problem")).toList();
    }
}
