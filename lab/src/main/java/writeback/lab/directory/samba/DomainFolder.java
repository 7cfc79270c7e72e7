package writeback.lab.directory.samba;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import writeback.lab.directory.DirectorySettings;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.PracticeDomain;

/** A running domain's own folder, which its processes see as {@code /srv}. */
final class DomainFolder {

    private final Path folder;

    DomainFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    Path sysvol() {
        return folder.resolve("state").resolve("sysvol");
    }

    /** Puts in what the controller needs before it starts. */
    void prepare(DirectorySettings settings) throws IOException {
        Files.createDirectories(folder.resolve("tls"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.write(folder.resolve("enter.sh"), resource("enter.sh"));
        Files.write(folder.resolve("controller.py"), resource("controller.py"));
        Files.writeString(
                folder.resolve("hosts"),
                settings.host() + " " + PracticeDomain.CONTROLLER + " dc1 " + PracticeDomain.DOMAIN + "\n");
        String realm = PracticeDomain.DOMAIN.toUpperCase(java.util.Locale.ROOT);
        Files.writeString(
                folder.resolve("krb5.conf"),
                "[libdefaults]\n default_realm = " + realm + "\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
                        + "[realms]\n " + realm + " = {\n  kdc = " + settings.host() + "\n }\n");
        copy(settings.key().certificate(), "certificate.pem");
        copy(settings.key().privateKey(), "key.pem");
        copy(settings.key().ca(), "ca.pem");
    }

    /** Names what a pristine domain was made from, so that another recipe makes another one. */
    static String recipe(String spec) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(resource("controller.py"));
            digest.update(spec.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    void unpack(Path pristine) throws IOException {
        Files.createDirectories(folder);
        tar("-xf", pristine.toString(), "-C", folder.toString());
    }

    /** Keeps the freshly made domain, and others for a week; whoever comes second finds it whole. */
    void pack(Path pristine) throws IOException {
        Path half = Files.createTempFile(pristine.getParent(), ".samba-domain", ".tar");
        tar("-cf", half.toString(), "-C", folder.toString(), "--exclude=./tls", "--exclude=*.sock", ".");
        try (DirectoryStream<Path> older = Files.newDirectoryStream(pristine.getParent(), "samba-domain-*.tar")) {
            Instant longAgo = Instant.now().minus(Duration.ofDays(7));
            for (Path one : older) {
                if (Files.getLastModifiedTime(one).toInstant().isBefore(longAgo)) {
                    Files.deleteIfExists(one);
                }
            }
        }
        Files.move(half, pristine, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void tar(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("tar", "--xattrs", "--xattrs-include=*");
        builder.command().addAll(java.util.List.of(arguments));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new DirectoryTrouble("tar could not keep or restore the pristine domain");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new DirectoryTrouble("interrupted while the pristine domain was restored", e);
        }
    }

    private void copy(Path from, String name) throws IOException {
        Path to = folder.resolve("tls").resolve(name);
        Files.deleteIfExists(to);
        // Samba takes no key that others can read.
        Files.createFile(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(to, Files.readAllBytes(from));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = DomainFolder.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the lab's jar");
            }
            return stream.readAllBytes();
        }
    }
}
