package writeback.relay.protocol.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan's one spelling and its fingerprint: JSON in RFC 8785 form, and the SHA-256 of its UTF-8 bytes in hex. Reading is
 * strict, unlike that of facts: what is not understood to the letter must not run.
 */
public final class CanonicalPlan {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int FORMAT = 1;

    private CanonicalPlan() {}

    /** The plan's canonical text. */
    public static String write(Plan plan) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("tenant", plan.tenant());
        root.put("premises", plan.premises());
        root.put("requester", plan.requester());
        root.put("expires", plan.expiresAt().toString());
        var actions = root.putArray("actions");
        plan.actions().forEach(action -> actions.add(node(action)));
        return canonical(root.toString());
    }

    /** SHA-256 of the canonical text, 64 hex digits. */
    public static String hash(Plan plan) {
        return hash(write(plan));
    }

    /** SHA-256 of a canonical text, 64 hex digits. */
    public static String hash(String canonicalText) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonicalText.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads a canonical text back.
     *
     * @throws MalformedPlanException when it is not canonical, has anything unknown or lacks anything
     */
    public static Plan read(String canonicalText) {
        Plan plan;
        try {
            plan = plan(JSON.readTree(canonicalText));
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new MalformedPlanException("not a plan: " + e.getMessage());
        }
        if (!write(plan).equals(canonicalText)) {
            throw new MalformedPlanException("not the canonical form of a plan of format " + FORMAT);
        }
        return plan;
    }

    private static ObjectNode node(Action action) {
        ObjectNode node = JSON.createObjectNode();
        node.put("operation", action.operation());
        node.put("version", action.operationVersion());
        node.put("undo", action.undo().name());
        if (action instanceof SetMinimumPasswordAge set) {
            node.put("domain", set.domain());
            node.put("gpo", set.gpo().toString());
            node.put("gpoName", set.gpoName());
            node.putObject("before").put("minimumPasswordAgeDays", set.beforeDays());
            node.putObject("after").put("minimumPasswordAgeDays", set.afterDays());
        } else if (action instanceof SetPsoMinimumAge set) {
            node.put("domain", set.domain());
            node.put("pso", set.pso());
            node.put("name", set.name());
            node.putObject("before").put("minimumPasswordAge", set.before().toString());
            node.putObject("after").put("minimumPasswordAge", set.after().toString());
        } else if (action instanceof GrantRights grant) {
            rights(node, grant.domain(), grant.target(), grant.trustee(), grant.trusteeName(), grant.entries());
            node.put("expected", grant.expected());
        } else if (action instanceof RevokeRights revoke) {
            rights(node, revoke.domain(), revoke.target(), revoke.trustee(), revoke.trusteeName(), revoke.entries());
        } else if (action instanceof RehearsePolicy rehearse) {
            node.put("domain", rehearse.domain());
            node.put("account", rehearse.account());
        } else if (action instanceof RehearseChannel rehearse) {
            node.put("domain", rehearse.domain());
            node.put("account", rehearse.account());
            node.put("userPrincipalName", rehearse.userPrincipalName());
        }
        return node;
    }

    private static void rights(
            ObjectNode node, String domain, String target, String trustee, String trusteeName, List<String> entries) {
        node.put("domain", domain);
        node.put("target", target);
        node.put("trustee", trustee);
        node.put("trusteeName", trusteeName);
        var list = node.putArray("entries");
        entries.forEach(list::add);
    }

    private static Plan plan(JsonNode root) {
        List<Action> actions = new ArrayList<>();
        root.required("actions").forEach(node -> actions.add(action(node)));
        return new Plan(
                text(root, "tenant"),
                text(root, "premises"),
                text(root, "requester"),
                Instant.parse(text(root, "expires")),
                actions);
    }

    private static Action action(JsonNode node) {
        String operation = text(node, "operation");
        return switch (operation) {
            case SetMinimumPasswordAge.OPERATION ->
                new SetMinimumPasswordAge(
                        text(node, "domain"),
                        UUID.fromString(text(node, "gpo")),
                        text(node, "gpoName"),
                        days(node, "before"),
                        days(node, "after"));
            case SetPsoMinimumAge.OPERATION ->
                new SetPsoMinimumAge(
                        text(node, "domain"),
                        text(node, "pso"),
                        text(node, "name"),
                        age(node, "before"),
                        age(node, "after"));
            case GrantRights.OPERATION ->
                new GrantRights(
                        text(node, "domain"),
                        text(node, "target"),
                        text(node, "trustee"),
                        text(node, "trusteeName"),
                        texts(node, "entries"),
                        text(node, "expected"));
            case RevokeRights.OPERATION ->
                new RevokeRights(
                        text(node, "domain"),
                        text(node, "target"),
                        text(node, "trustee"),
                        text(node, "trusteeName"),
                        texts(node, "entries"));
            case RehearsePolicy.OPERATION -> new RehearsePolicy(text(node, "domain"), text(node, "account"));
            case RehearseChannel.OPERATION ->
                new RehearseChannel(text(node, "domain"), text(node, "account"), text(node, "userPrincipalName"));
            default -> throw new MalformedPlanException("unknown operation " + operation);
        };
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.required(field);
        if (!value.isString()) {
            throw new MalformedPlanException(field + " is not a text");
        }
        return value.stringValue();
    }

    private static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : node.required(field)) {
            if (!value.isString()) {
                throw new MalformedPlanException(field + " are not texts");
            }
            texts.add(value.stringValue());
        }
        return texts;
    }

    private static Duration age(JsonNode node, String field) {
        return Duration.parse(text(node.required(field), "minimumPasswordAge"));
    }

    private static int days(JsonNode node, String field) {
        JsonNode value = node.required(field).required("minimumPasswordAgeDays");
        if (!value.isInt()) {
            throw new MalformedPlanException(field + " is not a number of days");
        }
        return value.intValue();
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException("our own JSON is well-formed", e);
        }
    }
}
