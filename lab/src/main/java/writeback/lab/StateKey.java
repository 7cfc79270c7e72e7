package writeback.lab;

import org.jspecify.annotations.Nullable;

/**
 * One switch, value or fault of the practice organisation.
 *
 * @param name what it is called in {@code /state}
 * @param kind which values it takes
 * @param start the value after a start or a reset
 * @param meaning what it does, for the lab's page
 */
public record StateKey<T extends @Nullable Object>(String name, ValueKind<T> kind, T start, String meaning) {}
