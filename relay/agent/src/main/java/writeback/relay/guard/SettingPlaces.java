package writeback.relay.guard;

/** Where a setting stands, so that a refusal can name it. */
@FunctionalInterface
public interface SettingPlaces {

    /**
     * The place of a setting, for people.
     *
     * @param key such as {@code bounds.pilot-ou}
     * @return such as {@code relay.yaml line 31: bounds.pilot-ou}, or {@code relay.yaml: bounds.pilot-ou (not set)}
     */
    String of(String key);
}
