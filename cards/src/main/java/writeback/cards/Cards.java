package writeback.cards;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes cards: a pure function of template, language and model. Immutable and safe for use by many threads; building
 * one reads every template once.
 */
public final class Cards {
    /**
     * The largest card we hand out, in bytes of UTF-16: safe for every place in Teams that takes a card ("Define search
     * commands", "Format your bot messages").
     */
    public static final int MAX_BYTES = 28 * 1024;

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode frame = read("frame");
    private final Map<CardName, ObjectNode> templates = new EnumMap<>(CardName.class);

    public Cards() {
        for (CardName card : CardName.values()) {
            templates.put(card, read(card.file()));
        }
    }

    /**
     * A card as JSON text, of Adaptive Card version 1.5.
     *
     * @param model as {@code cards/README.md} describes it; foreign values must have been cleaned before (a text block
     *     reads Markdown)
     * @throws CardException if a value is missing or of the wrong shape (the message names template and path), or the
     *     card would exceed {@link #MAX_BYTES}
     */
    public String render(CardName card, Language language, Map<String, Object> model) {
        String json = JSON.writeValueAsString(
                tree(card, language, JSON.valueToTree(model)).card());
        int bytes = json.length() * 2;
        if (bytes > MAX_BYTES) {
            throw new CardException("Card '" + card.file() + "' has " + bytes + " bytes, the limit is " + MAX_BYTES);
        }
        return json;
    }

    /** A filled template, and the paths of the model that it read. */
    record Filled(ObjectNode card, Set<String> read) {}

    Filled tree(CardName card, Language language, ObjectNode model) {
        Substitution substitution = new Substitution(card.file(), Texts.of(language), model);
        ObjectNode filled = substitution.apply(framed(card));
        UniversalActions.complete(filled);
        filled.put("fallbackText", plain(filled.get("fallbackText").asString()));
        return new Filled(filled, substitution.read());
    }

    /** The text for clients that cannot draw cards is no Markdown: what was escaped for text blocks is not escaped there. */
    private static String plain(String text) {
        return text.replaceAll("\\\\(\\p{Punct})", "$1");
    }

    /** The template inside the frame that all cards share: version, language, banner of the practice organisation. */
    ObjectNode framed(CardName card) {
        ObjectNode framed = frame.deepCopy();
        for (Map.Entry<String, JsonNode> property : template(card).properties()) {
            if (property.getKey().equals("body")) {
                framed.withArray("body").addAll((ArrayNode) property.getValue());
            } else {
                framed.set(property.getKey(), property.getValue());
            }
        }
        return framed;
    }

    private ObjectNode template(CardName card) {
        ObjectNode template = templates.get(card);
        if (template == null) {
            throw new CardException("No template for " + card);
        }
        return template;
    }

    private static ObjectNode read(String name) {
        InputStream in = Cards.class.getResourceAsStream(name + ".json");
        if (in == null) {
            throw new CardException("No card template " + name + ".json");
        }
        try (in) {
            return (ObjectNode) JSON.readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new CardException("Card template " + name + ".json cannot be read", unreadable);
        }
    }
}
