package writeback.journeys.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickJarTest {

    @TempDir
    Path temp;

    private final AtomicInteger trials = new AtomicInteger();
    private boolean nested = true;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneTrialMakesItQuickForAllStartsAfterIt(boolean holdsJars) throws Exception {
        nested = holdsJars;
        Path jar = jar("as built");
        assertThat(new QuickJar(jar).arguments()).containsExactly("-jar", jar.toString());

        new QuickJar(jar).prepare(this::trial);
        new QuickJar(jar).prepare(this::trial);

        assertThat(trials).hasValue(1);
        assertThat(new QuickJar(jar).arguments().get(0)).startsWith("-XX:SharedArchiveFile=");
        trial(new QuickJar(jar).arguments());
        assertThat(unpacked()).isEqualTo(nested);
    }

    @Test
    void aJarWithOtherContentIsAnotherJar() throws Exception {
        new QuickJar(jar("as built")).prepare(this::trial);

        QuickJar again = new QuickJar(jar("built again"));
        assertThat(again.isReady()).isFalse();

        again.prepare(this::trial);
        assertThat(again.isReady()).isTrue();
        assertThat(temp.resolve("quick").toFile().list()).hasSize(1);
    }

    @Test
    void aTrialThatLeavesNoArchiveLeavesTheJarAsItIs() throws Exception {
        Path jar = jar("as built");

        new QuickJar(jar).prepare(arguments -> {});

        assertThat(new QuickJar(jar).arguments()).containsExactly("-jar", jar.toString());
    }

    private boolean unpacked() throws IOException {
        try (Stream<Path> made = Files.walk(temp.resolve("quick"))) {
            return made.anyMatch(each -> each.endsWith("sample-exec.jar"));
        }
    }

    private void trial(List<String> arguments) throws InterruptedException {
        trials.incrementAndGet();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** One that unpacks itself when told so, as Spring Boot's do, if it is like them. */
    private Path jar(String content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Sample.class.getName());
        Path jar = temp.resolve("sample-exec.jar");
        String name = Sample.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var compiled = Sample.class.getClassLoader().getResourceAsStream(name)) {
            if (nested) {
                out.putNextEntry(new JarEntry("BOOT-INF/"));
            }
            out.putNextEntry(new JarEntry(name));
            compiled.transferTo(out);
            out.putNextEntry(new JarEntry("content"));
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** Runs in a process of its own. */
    static final class Sample {
        public static void main(String... arguments) throws IOException {
            if ("tools".equals(System.getProperty("jarmode"))) {
                Path to = Path.of(arguments[arguments.length - 1]);
                Files.createDirectories(to);
                Path jar = Path.of(System.getProperty("java.class.path"));
                Files.copy(jar, to.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
