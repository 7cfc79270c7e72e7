package writeback.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class once for each kind of directory, each test with the {@link Directory} it takes as a
 * parameter. With {@code -Dwriteback.directory=FILE} all run on that directory alone, whatever is named here, except
 * those {@link #labOnly}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(DirectoryPerClass.class)
public @interface OnDirectories {

    /** Of the lab's kinds, those on which the rows mean something. */
    Kind[] value() default {Kind.MEMORY, Kind.SAMBA};

    /** For rows that turn the lab's switches: not run on a given directory. */
    boolean labOnly() default false;
}
