package writeback.bot.identity;

import java.util.Optional;
import java.util.Set;
import writeback.bot.identity.StoredSessions.Stored;

/** Tokens out of stored sessions. What a change needs is fetched at that moment and handed over, nothing of it kept. */
final class StoredGraphTokens implements GraphTokens {
    private final StoredSessions sessions;
    private final Authority authority;

    StoredGraphTokens(StoredSessions sessions, Authority authority) {
        this.sessions = sessions;
        this.authority = authority;
    }

    @Override
    public TokenResult reading(PersonId person) {
        Optional<Stored> found = sessions.find(person);
        if (found.isEmpty()) {
            return new TokenResult.SignInNeeded("signed_out");
        }
        Stored stored = found.get();
        Authority.Answer answer = authority.silently(stored.tokenCache(), Authority.READING, false);
        if (answer instanceof Authority.Answer.Granted granted
                && !granted.tokenCache().equals(stored.tokenCache())) {
            sessions.refresh(person, stored.session(), granted.tokenCache());
        } else if (answer instanceof Authority.Answer.InteractionNeeded needed) {
            // not even reading goes on without the person: this is no live sign-in any more
            sessions.lapse(person, stored.session(), needed.code());
        }
        return result(answer);
    }

    @Override
    public TokenResult changing(PersonId person, Set<String> scopes) {
        return sessions.find(person)
                .map(stored -> result(authority.silently(stored.tokenCache(), scopes, true)))
                .orElseGet(() -> new TokenResult.SignInNeeded("signed_out"));
    }

    private static TokenResult result(Authority.Answer answer) {
        if (answer instanceof Authority.Answer.Granted granted) {
            return new TokenResult.Token(granted.accessToken());
        }
        return answer instanceof Authority.Answer.InteractionNeeded needed
                ? new TokenResult.SignInNeeded(needed.code())
                : new TokenResult.Unavailable(((Authority.Answer.Failed) answer).code());
    }
}
