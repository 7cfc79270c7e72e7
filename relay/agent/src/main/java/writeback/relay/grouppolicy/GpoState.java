package writeback.relay.grouppolicy;

/**
 * What an edit touches of a GPO: two files and one number.
 *
 * @param template GptTmpl.inf
 * @param ini GPT.INI
 * @param version {@code versionNumber} in the directory
 */
public record GpoState(byte[] template, byte[] ini, GpoVersion version) {}
