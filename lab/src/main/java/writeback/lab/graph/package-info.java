/**
 * The organisation's Microsoft Graph (v1.0): the requests the product needs, with the shapes, the permissions and the
 * roles that each request's page in the Graph reference documents.
 */
@NullMarked
package writeback.lab.graph;

import org.jspecify.annotations.NullMarked;
