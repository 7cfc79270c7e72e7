package writeback.bot.premises;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * When one reading command was where, by {@link System#nanoTime}, which on Linux is one clock for all processes.
 *
 * @param asked somebody in the bot wants to look
 * @param ordered the row in the outbox is committed
 * @param handed the waiting poll has its answer, which is sent now
 * @param read the agent runs the operation
 * @param replied the reply is at the bot's door
 * @param answered who wanted to look has the answer
 */
record Hops(long asked, long ordered, long handed, long read, long replied, long answered) {

    /** As the bot's process tells the other. */
    String line() {
        return LongStream.of(asked, ordered, handed, read, replied, answered)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    static Hops of(String line) {
        long[] at = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Hops(at[0], at[1], at[2], at[3], at[4], at[5]);
    }

    long whole() {
        return answered - asked;
    }
}
