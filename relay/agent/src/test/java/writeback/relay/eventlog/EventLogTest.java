package writeback.relay.eventlog;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.eventlog.SyslogSettings.Protocol;

/** Telling the company's logs, and what they can do to us by not listening. */
@Timeout(60)
class EventLogTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.5Z");
    private static final Clock CLOCK = Clock.fixed(AT, ZoneOffset.UTC);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void aMessageIsAsRfc5424HasIt() {
        String message = new SyslogMessage("relay 1").of(event("c-1", "refused"));

        assertThat(message)
                .matches("<108>1 2026-11-22T10:00:00\\.500Z relay\\?1 writeback-relay \\d+ command \\[command@32473 .*")
                .endsWith("[command@32473 tenant=\"tenant\" premises=\"main\" agent=\"agent-1\" id=\"c-1\""
                        + " operation=\"grant-rights\" change=\"a\\\"b\\]c\\\\d?\" outcome=\"refused\" code=\"expired\"]"
                        + " grant-rights refused, expired, change a\"b]c\\d?");
        assertThat(new SyslogMessage("r").of(event("c", "done"))).startsWith("<110>1 ");
        assertThat(new SyslogMessage("r").dropped(7, AT)).contains(" dropped - 7 events were dropped");
    }

    @Test
    void aDatagramIsAMessage() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, HERE);
                SyslogServer log = server(server.getLocalPort(), Protocol.UDP)) {
            server.setSoTimeout(30_000);
            log.write(event("c-1", "done"));
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            server.receive(packet);

            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII))
                    .startsWith("<110>1 ")
                    .contains("id=\"c-1\"");
        }
    }

    @Test
    void onAConnectionEachMessageHasItsLengthBeforeItAndANewOneIsMadeWhenTheServerLeft() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, HERE);
                SyslogServer log = server(server.getLocalPort(), Protocol.TCP)) {
            log.write(event("c-1", "done"));
            try (Socket first = server.accept()) {
                log.write(event("c-2", "done"));
                assertThat(framed(first)).contains("id=\"c-1\"");
                assertThat(framed(first)).contains("id=\"c-2\"");
            }
            log.write(event("c-3", "done"));
            try (Socket second = server.accept()) {
                assertThat(framed(second)).contains("id=\"c-3\"");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgainNobodyWaitsAndWhatIsDroppedIsCounted() throws Exception {
        Unwilling log = new Unwilling();
        try (EventQueue queue = new EventQueue(log, 10, Duration.ofMillis(5))) {
            queue.tell(event("first", "done"));
            assertThat(log.tried.await(30, SECONDS)).isTrue();
            for (int i = 0; i < 100; i++) {
                queue.tell(event("c" + i, "done"));
            }
            log.willing = true;

            assertThat(log.told.poll(30, SECONDS)).isEqualTo("first");
            assertThat(log.told.poll(30, SECONDS)).isEqualTo("90 dropped");
            assertThat(log.told.poll(30, SECONDS)).isEqualTo("c0");
        }
    }

    @Test
    void aServerThatHangsKeepsNobodyWaitingAndTheEndIsQuick() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Unwilling log = new Unwilling() {
            @Override
            public void write(CommandEvent event) throws IOException {
                tried.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        EventQueue queue = new EventQueue(log, 1, Duration.ofMillis(5));
        queue.tell(event("first", "done"));
        assertThat(log.tried.await(30, SECONDS)).isTrue();
        queue.tell(event("second", "done"));
        queue.tell(event("third", "done"));

        queue.close();
        assertThat(log.closed.await(30, SECONDS)).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theWindowsEventLogIsToldWithNothingThatACommandLineCouldMisread(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("eventcreate");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + folder.resolve("said") + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        WindowsEvents log = new WindowsEvents(List.of(program.toString()));

        log.write(event("c-1", "refused"));

        assertThat(Files.readAllLines(folder.resolve("said")))
                .containsExactly(
                        "/L",
                        "APPLICATION",
                        "/SO",
                        "WritebackRelay",
                        "/T",
                        "WARNING",
                        "/ID",
                        "101",
                        "/D",
                        "grant-rights refused, expired, change a?b?c?d?; command c-1, tenant tenant, premises main,"
                                + " agent agent-1");
        Files.writeString(program, "#!/bin/sh\nexit 1\n");
        assertThatThrownBy(() -> log.write(event("c-1", "done"))).hasMessageContaining("ends with 1");
    }

    private static SyslogServer server(int port, Protocol protocol) {
        return new SyslogServer(new SyslogSettings("127.0.0.1", port, protocol, null), "relay-1", CLOCK, null);
    }

    private static String framed(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        InputStream input = socket.getInputStream();
        StringBuilder length = new StringBuilder();
        for (int next = input.read(); next != ' '; next = input.read()) {
            length.append((char) next);
        }
        return new String(input.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.US_ASCII);
    }

    private static CommandEvent event(String id, String outcome) {
        boolean bad = outcome.equals("refused");
        return new CommandEvent(
                AT,
                "tenant",
                "main",
                "agent-1",
                id,
                "grant-rights",
                bad ? "a\"b]c\\d\u202e" : null,
                outcome,
                bad ? "expired" : "");
    }

    private static class Unwilling implements EventLog {

        final CountDownLatch tried = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        volatile boolean willing;

        @Override
        public void write(CommandEvent event) throws IOException {
            tried.countDown();
            if (!willing) {
                throw new IOException("not there");
            }
            told.add(event.command());
        }

        @Override
        public void writeDropped(long number) {
            told.add(number + " dropped");
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
