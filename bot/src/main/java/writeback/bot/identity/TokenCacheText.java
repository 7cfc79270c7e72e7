package writeback.bot.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** MSAL's token cache as it is stored (its unified cache schema, JSON). */
final class TokenCacheText {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OPEN_ID = Set.of("openid", "profile", "email", "offline_access");

    private TokenCacheText() {}

    /**
     * The cache without access tokens that can do more than was asked: the platform may put every scope that was consented
     * to into a token, and one that can change things is never kept.
     */
    static String narrowed(String cache, Set<String> scopes) {
        Set<String> allowed = new HashSet<>(OPEN_ID);
        scopes.forEach(scope -> allowed.add(scope.toLowerCase(Locale.ROOT)));
        JsonNode whole = JSON.readTree(cache);
        if (whole.path("AccessToken") instanceof ObjectNode tokens) {
            List<String> wide = new ArrayList<>();
            for (Map.Entry<String, JsonNode> token : tokens.properties()) {
                if (!allowed.containsAll(names(token.getValue()))) {
                    wide.add(token.getKey());
                }
            }
            tokens.remove(wide);
        }
        return JSON.writeValueAsString(whole);
    }

    /** {@code https://graph.microsoft.com/User.Read} and {@code User.Read} are the same. */
    private static Set<String> names(JsonNode token) {
        Set<String> names = new HashSet<>();
        for (String scope : token.path("target").asString("").split("\\s+")) {
            names.add(scope.substring(scope.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
