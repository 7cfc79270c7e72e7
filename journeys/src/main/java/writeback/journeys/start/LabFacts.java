package writeback.journeys.start;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the lab says of itself in {@code lab.json}; its README names the members. */
public final class LabFacts {
    private final JsonNode root;

    private LabFacts(JsonNode root) {
        this.root = root;
    }

    static LabFacts read(Path labJson) {
        return new LabFacts(JsonMapper.builder().build().readTree(labJson.toFile()));
    }

    static LabFacts parse(String json) {
        return new LabFacts(JsonMapper.builder().build().readTree(json));
    }

    /**
     * The text or number at that path of member names.
     *
     * @throws StartFailed when the lab does not say it
     */
    public String text(String... path) {
        JsonNode at = root;
        for (String name : path) {
            at = at.path(name);
        }
        if (!at.isString() && !at.isNumber()) {
            throw new StartFailed("lab.json does not say " + String.join(".", path));
        }
        return at.asString();
    }

    /** A person's member, by short name. */
    public String person(String name, String member) {
        for (JsonNode person : root.path("people")) {
            if (person.path("name").asString("").equals(name)) {
                return person.path(member).asString();
            }
        }
        throw new StartFailed("lab.json knows no person " + name);
    }
}
