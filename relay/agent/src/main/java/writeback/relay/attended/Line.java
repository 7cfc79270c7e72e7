package writeback.relay.attended;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import writeback.relay.protocol.json.MalformedMessageException;
import writeback.relay.protocol.json.ProtocolJson;

/** A connection that speaks one line of JSON at a time. Nothing is waited for without a limit. For one thread. */
final class Line implements AutoCloseable {

    /** A sealed command, or a result, and what is around it; in bytes. */
    private static final int LONGEST = 4 << 20;

    private static final Duration SEND_WITHIN = Duration.ofSeconds(10);

    private final SocketChannel channel;
    private final Selector selector;
    private byte[] received = new byte[0];

    Line(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        channel.register(selector, 0);
    }

    /** @throws IOException when the other side is gone, or does not take it in time */
    void send(Record message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((ProtocolJson.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
        long end = System.nanoTime() + SEND_WITHIN.toNanos();
        while (channel.write(bytes) >= 0 && bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE, end);
        }
    }

    /** @throws IOException when the other side is gone, says nothing in time, or nothing of this kind */
    <T> T receive(Class<T> type, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        int newline = indexOfNewline(0);
        while (newline < 0) {
            await(SelectionKey.OP_READ, end);
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("the other side has closed the connection");
            }
            int before = received.length;
            if (before + buffer.position() > LONGEST) {
                throw new IOException("a line of more than " + LONGEST + " bytes");
            }
            received = Arrays.copyOf(received, before + buffer.position());
            System.arraycopy(buffer.array(), 0, received, before, buffer.position());
            newline = indexOfNewline(before);
        }
        String line = new String(received, 0, newline, StandardCharsets.UTF_8);
        received = Arrays.copyOfRange(received, newline + 1, received.length);
        try {
            return ProtocolJson.read(line, type);
        } catch (MalformedMessageException e) {
            throw new IOException("not what is spoken here: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try (selector;
                channel) {
            selector.wakeup();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }

    private void await(int what, long end) throws IOException {
        channel.keyFor(selector).interestOps(what);
        long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
        selector.select(left);
        selector.selectedKeys().clear();
        if (System.nanoTime() >= end) {
            throw new IOException("nothing in time");
        }
        if (!channel.isOpen()) {
            throw new IOException("closed");
        }
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < received.length; i++) {
            if (received[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
