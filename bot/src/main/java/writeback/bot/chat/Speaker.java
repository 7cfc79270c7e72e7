package writeback.bot.chat;

import writeback.bot.identity.PersonId;

/**
 * Who speaks, as Teams says; a sign-in must confirm it before anything is asked for or approved.
 *
 * @param displayName a foreign value
 * @param locale BCP 47 tag of the client, or empty
 */
public record Speaker(PersonId person, String displayName, String locale) {}
