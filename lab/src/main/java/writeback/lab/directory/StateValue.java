package writeback.lab.directory;

import org.jspecify.annotations.Nullable;

/** The value of a state key, read as what its row promises; anything else is an {@link IllegalArgumentException}. */
public record StateValue(String key, @Nullable Object value) {

    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException(key + " is true or false");
    }

    public int number() {
        Integer number = numberOrNull();
        if (number == null) {
            throw new IllegalArgumentException(key + " is a whole number");
        }
        return number;
    }

    /** A whole number, 0 or more, or null. */
    public @Nullable Integer numberOrNull() {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number && number.doubleValue() == number.intValue() && number.intValue() >= 0) {
            return number.intValue();
        }
        throw new IllegalArgumentException(key + " is a whole number, 0 or more");
    }

    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " is a text");
    }

    public int positive() {
        if (number() > 0) {
            return number();
        }
        throw new IllegalArgumentException(key + " is 1 or more");
    }

    public IllegalArgumentException unknown() {
        return new IllegalArgumentException("the directory has no state key " + key);
    }
}
