/** Tests of what the sign-in server does with time, which HTTP cannot show. */
@NullMarked
package writeback.lab.signin;

import org.jspecify.annotations.NullMarked;
