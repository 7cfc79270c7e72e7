package writeback.journeys.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A jar as it starts fastest: with an archive of its classes that the JVM maps (AppCDS), and a Spring Boot jar unpacked.
 * Both lie beside the jar, are made once for each content of it, and cost less than they save from the third start on.
 */
final class QuickJar {

    private final Path jar;
    private final Path folder;

    /** @throws StartFailed when the jar cannot be read */
    QuickJar(Path jar) {
        this.jar = jar;
        this.folder = jar.resolveSibling("quick").resolve(fingerprint(jar));
    }

    /** What is handed to {@code java} to start it. */
    List<String> arguments() {
        if (isReady()) {
            return List.of(
                    "-XX:SharedArchiveFile=" + archive(), "-jar", startable().toString());
        }
        return List.of("-jar", jar.toString());
    }

    boolean isReady() {
        return Files.exists(archive());
    }

    /** One start that is watched for the classes it needs. */
    interface Trial {

        /**
         * Starts it with these arguments for {@code java}, and ends it in an orderly way; whoever ends it so has the archive.
         *
         * @throws StartFailed when it does not start
         */
        void run(List<String> arguments) throws InterruptedException;
    }

    /** Makes what is needed, if nobody has; waits for another, in this JVM or elsewhere, who is at it. */
    void prepare(Trial trial) throws InterruptedException {
        synchronized (QuickJar.class) {
            prepareAlone(trial);
        }
    }

    private void prepareAlone(Trial trial) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            try (FileChannel one = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = one.lock()) {
                if (!lock.isValid() || isReady()) {
                    return;
                }
                forgetFormerBuilds();
                if (isNested()) {
                    unpack();
                }
                Path made = folder.resolve("being-made.jsa");
                Files.deleteIfExists(made);
                trial.run(List.of(
                        "-XX:ArchiveClassesAtExit=" + made, "-jar", startable().toString()));
                if (Files.exists(made)) {
                    Files.move(made, archive(), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new StartFailed(jar + " cannot be made quick to start: " + e.getMessage());
        }
    }

    /** Each takes two hundred megabytes. */
    private void forgetFormerBuilds() throws IOException {
        try (Stream<Path> builds = Files.list(folder.getParent())) {
            for (Path former : builds.filter(each -> !each.equals(folder)).toList()) {
                RunFolder.delete(former);
            }
        }
    }

    private void unpack() throws IOException, InterruptedException {
        Process unpacking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.resolve("unpacked").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("unpacking.log").toFile())
                .start();
        if (unpacking.waitFor() != 0) {
            throw new IOException("see " + folder.resolve("unpacking.log"));
        }
    }

    /** Whether it holds its libraries as jars: then only the JVM's own classes could be archived. */
    private boolean isNested() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("BOOT-INF/") != null;
        } catch (IOException e) {
            throw new StartFailed(jar + " cannot be read: " + e.getMessage());
        }
    }

    private Path startable() {
        return isNested() ? folder.resolve("unpacked").resolve(jar.getFileName()) : jar;
    }

    private Path archive() {
        return folder.resolve("classes.jsa");
    }

    /** Of what is in it, by the list of its contents, and of this JVM, whose archives no other can read. */
    private static String fingerprint(Path jar) {
        CRC32 sum = new CRC32();
        try (JarFile file = new JarFile(jar.toFile());
                Stream<String> contents =
                        file.stream().map(entry -> entry.getName() + ' ' + entry.getCrc() + ' ' + entry.getSize())) {
            contents.forEach(each -> sum.update(each.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailed(jar + " cannot be read: " + e.getMessage());
        }
        sum.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
