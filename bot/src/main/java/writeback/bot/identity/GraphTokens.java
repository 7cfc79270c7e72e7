package writeback.bot.identity;

import java.util.Set;

/** Tokens for Graph as the signed-in person. */
public interface GraphTokens {

    /** For reading; may come from the encrypted cache. */
    TokenResult reading(PersonId person);

    /** For one change; fetched now with these extra scopes, kept nowhere. */
    TokenResult changing(PersonId person, Set<String> scopes);
}
