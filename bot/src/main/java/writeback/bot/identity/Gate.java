package writeback.bot.identity;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/**
 * Links to something that waits for one person. Whoever opens one signs in; only that person's own (or linked) account
 * gets a ticket, and a ticket opens what waits, once. Nothing is kept of the sign-in itself. A link lives 10 minutes and is
 * good once; a newer one for the same purpose in the same conversation takes its place. What is refused stands in the
 * trail.
 *
 * <p>The room that has what waits serves {@code /purpose/{secret}} by {@link #ask} and {@link #go}, and {@code POST
 * /purpose/file} with the form field {@code ticket}.
 */
public interface Gate {

    /**
     * A fresh link.
     *
     * @param purpose first part of the link's path
     * @param target what waits, in the words of who serves it; at most 200 characters
     * @throws IllegalArgumentException for a person of another tenant
     */
    URI link(PersonId person, String displayName, String conversation, String purpose, String target);

    /** The page that names for whom it is; looking uses nothing up. */
    ResponseEntity<String> ask(String secret, Locale locale);

    /** Uses the link up and sends the browser to the sign-in server. */
    ResponseEntity<String> go(String secret, Locale locale);

    /** Who has proved to be the person, once for each ticket and within two minutes. */
    Optional<Admitted> admit(String ticket, String purpose);

    /** The page that says that it stays closed. */
    ResponseEntity<String> refused(Locale locale);

    record Admitted(PersonId person, String target) {}
}
