package writeback.bot.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row.
 *
 * @param seq from 1, without gaps
 * @param at ISO-8601 instant
 * @param details JSON object in canonical form (RFC 8785)
 */
record AuditRow(
        long seq,
        String at,
        String tenant,
        String premises,
        String kind,
        String actor,
        String subject,
        String details,
        String previousHash) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** SHA-256 over the canonical JSON of everything in this row, the hash of the row before included. */
    String hash() {
        ObjectNode row = JSON.createObjectNode();
        // 64-bit numbers travel as text in canonical JSON
        row.put("seq", String.valueOf(seq));
        row.put("at", at);
        row.put("tenant", tenant);
        row.put("premises", premises);
        row.put("kind", kind);
        row.put("actor", actor);
        row.put("subject", subject);
        row.put("details", details);
        row.put("previous", previousHash);
        return sha256(canonical(row.toString()));
    }

    static String canonical(Map<String, String> details) {
        ObjectNode node = JSON.createObjectNode();
        details.forEach(node::put);
        return canonical(node.toString());
    }

    private static String canonical(String json) {
        try {
            return new JsonCanonicalizer(json).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException("our own JSON is well-formed", e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
