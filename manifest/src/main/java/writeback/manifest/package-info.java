/** Makes the Teams app package: the manifest for one bot and host, its French texts and its icons, as a zip. */
@NullMarked
package writeback.manifest;

import org.jspecify.annotations.NullMarked;
