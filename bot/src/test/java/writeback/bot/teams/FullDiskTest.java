package writeback.bot.teams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import writeback.bot.FullDisk;

/** What people are told at the door while the disk under the database is full: something, and what to do. */
class FullDiskTest {

    private final HttpStub teams = new HttpStub();

    @TempDir
    Path folder;

    private Door door;

    FullDiskTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        door = new Door(FullDisk.url(folder.resolve("db")));
        teams.answering = request -> new HttpStub.Answer(201, "{\"id\":\"activity-1\"}", Map.of());
        assertThat(said("help")).isEqualTo(200);
        FullDisk.fill();
    }

    @AfterEach
    void close() {
        FullDisk.free();
        door.close();
        teams.close();
    }

    @Test
    void who_says_something_is_told_so_and_heard_again_when_there_is_room() {
        assertThat(said("status")).isEqualTo(200);

        assertThat(teams.asked()).hasSize(1);
        assertThat(teams.asked().get(0).body()).contains("\"text\":\"not stored\"");
        assertThat(door.desk.said).hasSize(1);

        FullDisk.free();
        await().until(() -> said("status") == 200 && door.desk.said.size() > 1);
    }

    @Test
    void who_cannot_be_told_either_is_left_to_the_channel_that_sends_it_again() {
        teams.answering = request -> new HttpStub.Answer(500, "", Map.of());

        assertThat(said("status")).isEqualTo(503);
    }

    @Test
    void who_presses_is_told_so_below_the_card_and_presses_again_when_there_is_room() throws IOException {
        assertThat(pressed()).isEqualTo("not stored");
        assertThat(door.desk.presses).isEmpty();

        FullDisk.free();
        await().until(() -> !pressed().equals("not stored"));
        assertThat(door.desk.presses).hasSize(1);
    }

    @Test
    void what_cannot_be_stored_later_is_told_so_too() throws IOException {
        FullDisk.free();
        await().until(() -> !pressed().equals("not stored"));
        CompletableFuture<Void> full =
                CompletableFuture.failedFuture(new DataAccessResourceFailureException("the disk is full"));
        door.desk.saying = () -> full;
        door.desk.answering = press -> full.thenApply(never -> "");

        assertThat(said("status")).isEqualTo(200);
        await().until(() -> teams.asked().size() == 1);
        assertThat(teams.asked().get(0).body()).contains("\"text\":\"not stored\"");
        assertThat(pressed()).isEqualTo("not stored");
    }

    private int said(String text) {
        return post(Activities.message(text)).statusCode();
    }

    private String pressed() throws IOException {
        return Door.JSON
                .readTree(post(Activities.execute("check")).body())
                .path("value")
                .asText();
    }

    private HttpResponse<String> post(ObjectNode activity) {
        String here = teams.url() + "/";
        String bearer = door.channel.bearer(door.channel.claims().claim("serviceurl", here));
        return door.post(bearer, activity.put("serviceUrl", here).toString().getBytes(StandardCharsets.UTF_8));
    }
}
