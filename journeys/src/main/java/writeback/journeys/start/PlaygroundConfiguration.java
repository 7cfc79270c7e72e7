package writeback.journeys.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes a Microsoft 365 Agents Playground one person's: {@code .m365agentsplayground.yml} in its working folder.
 * Its schema is strict: exactly five other users, a personal chat with nothing but an id.
 */
final class PlaygroundConfiguration {
    private static final int OTHERS = 5;

    private PlaygroundConfiguration() {}

    static String of(LabFacts lab, String person) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("version", "0.1.1");
        configuration.put("tenantId", lab.text("tenant", "id"));
        Map<String, Object> bot = new LinkedHashMap<>();
        bot.put("id", "28:" + lab.text("channel", "appId"));
        bot.put("name", "Writeback Bot");
        configuration.put("bot", bot);
        configuration.put(
                "currentUser",
                user(
                        lab.person(person, "botUserId"),
                        lab.person(person, "displayName"),
                        lab.person(person, "userPrincipalName"),
                        lab.person(person, "aadObjectId")));
        List<Object> others = new ArrayList<>();
        for (int n = 1; n <= OTHERS; n++) {
            others.add(user(
                    "29:1lab-colleague-" + n,
                    "Colleague " + n,
                    "colleague" + n + "@" + lab.text("tenant", "domain"),
                    "00000000-0000-4000-8000-00000000000" + n));
        }
        configuration.put("users", others);
        configuration.put("personalChat", Map.of("id", "a:1lab-playground-" + person));
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("id", "19:lab-group-" + person + "@thread.v2");
        group.put("name", "Group chat");
        configuration.put("groupChat", group);
        configuration.put("team", team(person));
        return Yaml.of(configuration);
    }

    private static Map<String, Object> team(String person) {
        Map<String, Object> announcements = new LinkedHashMap<>();
        announcements.put("id", "19:lab-announcements-" + person + "@thread.tacv2");
        announcements.put("name", "Announcements");
        Map<String, Object> team = new LinkedHashMap<>();
        team.put("id", "19:lab-team-" + person + "@thread.tacv2");
        team.put("name", "Identity team");
        team.put("aadGroupId", "00000000-0000-4000-8000-000000000031");
        team.put("channels", List.of(announcements));
        return team;
    }

    private static Map<String, Object> user(String id, String name, String principalName, String objectId) {
        String[] names = name.split(" ", 2);
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", id);
        user.put("name", name);
        // the schema's own spelling
        user.put("userPrincipleName", principalName);
        user.put("aadObjectId", objectId);
        user.put("givenName", names[0]);
        user.put("surname", names[1]);
        user.put("email", principalName);
        return user;
    }
}
