package writeback.lab.signin;

/**
 * An application the tenant knows.
 *
 * @param clientId its application id, a GUID
 * @param secret proves that it is the application
 */
public record AppRegistration(String clientId, String displayName, String secret) {}
