/** Walks over all users, page by page: how many can be written back, how many not and why; the list as a download. */
@NullMarked
package writeback.bot.coverage;

import org.jspecify.annotations.NullMarked;
