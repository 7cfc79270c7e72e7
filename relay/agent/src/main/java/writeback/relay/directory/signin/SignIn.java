package writeback.relay.directory.signin;

import java.nio.file.Path;

/** One of the ways in which an account signs in to Active Directory. */
public sealed interface SignIn {

    /**
     * A simple bind over LDAPS.
     *
     * @param passwordFile a {@link SecretFile}: the password, one line of UTF-8; read at each use
     */
    record SimpleBind(Path passwordFile) implements SignIn {}

    /**
     * Kerberos to the plain LDAP port, every message signed and encrypted (SASL GSSAPI, quality of protection
     * {@code auth-conf}: RFC 4752). Active Directory takes no second layer of encryption inside LDAPS (MS-ADTS 5.1.1.1.2),
     * so it is one or the other.
     *
     * @param secretFile a {@link SecretFile}: a keytab, or the password in one line of UTF-8; read at each use
     */
    record Kerberos(Path secretFile, boolean keytab) implements SignIn {}

    /** A simple bind over LDAPS with a password that somebody has typed and that is nowhere else. */
    record TypedPassword(Secret password) implements SignIn {}

    /** As {@link Kerberos}, with the ticket that the person at the console has got by {@code kinit}. */
    record TicketCache() implements SignIn {}

    /** As {@link Kerberos}, as whom this process runs, by Windows itself (SSPI): there is no secret for us to hold. */
    record ServiceIdentity() implements SignIn {}

    /** Whether the connection is LDAPS; otherwise Kerberos encrypts it. */
    default boolean overTls() {
        return this instanceof SimpleBind || this instanceof TypedPassword;
    }
}
