/**
 * The organisation's sign-in server: OAuth 2.0 and OpenID Connect as the Microsoft identity platform (v2.0) documents
 * them, with every check a real one.
 */
@NullMarked
package writeback.lab.signin;

import org.jspecify.annotations.NullMarked;
