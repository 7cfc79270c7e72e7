package writeback.bot.premises;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A second bot on the database of the first one, as a process of its own, to be killed. */
final class BotProcess implements AutoCloseable {

    final URI url;
    private final Process process;

    private BotProcess(URI url, Process process) {
        this.url = url;
        this.process = process;
    }

    static BotProcess beside(PracticeBot first, Path log) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        return new BotProcess(
                URI.create("http://127.0.0.1:" + port),
                Processes.java(BotProcess.class, log, first.arguments(port).toArray(String[]::new)));
    }

    @Override
    public void close() {
        Processes.end(process);
    }

    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PracticeBot.Ground.class)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("answers", new PracticeBot.Answers()))
                .properties("spring.main.banner-mode=off")
                .run(arguments);
    }
}
