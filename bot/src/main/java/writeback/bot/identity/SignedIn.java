package writeback.bot.identity;

import java.time.Instant;

/** A live sign-in of a person's own account. */
public record SignedIn(PersonId person, String account, String displayName, Instant since) {}
