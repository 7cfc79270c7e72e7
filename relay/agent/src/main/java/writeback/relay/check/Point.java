package writeback.relay.check;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param section what it belongs to, such as {@code bot}
 * @param about a setting of {@code relay.yaml}, or what else it is about
 * @param seen what was seen; for what was not looked at, why
 * @param remedy what to do; null where nothing is to be done
 */
record Point(String section, State state, String about, String seen, @Nullable String remedy) {}
