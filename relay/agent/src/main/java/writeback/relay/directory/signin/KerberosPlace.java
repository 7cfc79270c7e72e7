package writeback.relay.directory.signin;

/**
 * Where the Kerberos of a domain is.
 *
 * @param realm in upper case, as Active Directory names it after the domain
 * @param kdc name or IP address of a key distribution centre, with {@code :port} if it is not 88
 * @param ldapPort where a domain controller speaks LDAP that GSSAPI then protects
 */
public record KerberosPlace(String realm, String kdc, int ldapPort) {

    public static final int LDAP_PORT = 389;
}
