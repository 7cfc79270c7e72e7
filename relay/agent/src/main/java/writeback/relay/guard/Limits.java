package writeback.relay.guard;

import writeback.relay.operation.Bounds;

/**
 * What the relay's owner lets happen, whatever was approved.
 *
 * @param places where each setting stands
 */
public record Limits(Permissions permissions, Bounds bounds, Freeze freeze, SettingPlaces places) {}
