/**
 * The agent's directory code against directories that are not ours: the lab's, as a process, or a Windows forest.
 *
 * <p>A test class says {@link writeback.contracts.OnDirectories} and takes a {@link writeback.contracts.Directory}; what a
 * row needs there it makes with an {@link writeback.contracts.Arrangement}, which takes it away again.
 */
@NullMarked
package writeback.contracts;

import org.jspecify.annotations.NullMarked;
