package writeback.lab.directory;

import java.nio.file.Path;

/**
 * The {@code directory} block of {@code lab.json}; the component names are the JSON names.
 *
 * @param kind {@code memory} or {@code samba}
 * @param host address of the LDAPS server
 * @param port its LDAPS port
 * @param domain DNS name of the domain
 * @param baseDn the domain head
 * @param domainController DNS name of the domain controller, which is the PDC emulator too
 * @param sysvol the folder that stands for {@code \\domain\SYSVOL}: below it is {@code DOMAIN/Policies/...}
 * @param pilotOu DN of the organisational unit where rehearsals are allowed
 * @param ldapsName the DNS name in the server's certificate
 * @param replicaHost address of the second domain controller's LDAPS server, when there is one; the port is the same
 * @param accounts the service accounts
 * @param testAccount the account whose password rehearsals change
 */
public record DirectoryDescription(
        String kind,
        String host,
        int port,
        String domain,
        String baseDn,
        String domainController,
        Path sysvol,
        String pilotOu,
        String ldapsName,
        String replicaHost,
        Accounts accounts,
        TestAccount testAccount) {

    /**
     * The accounts: the domain's administrator, and service accounts with no more rights than their work needs.
     *
     * @param administrator for tests that set things up; nothing of the product ever gets it
     * @param reading reads the directory and changes nothing
     * @param changing may write the Default Domain Policy, as long as the lab lets it
     * @param rehearsal may reset passwords in the pilot organisational unit
     * @param connector what Entra Connect uses: resets passwords and clears lockouts of the domain's users
     */
    public record Accounts(
            ServiceAccount administrator,
            ServiceAccount reading,
            ServiceAccount changing,
            ServiceAccount rehearsal,
            ServiceAccount connector) {}

    /**
     * A service account.
     *
     * @param passwordFile a file only its owner may read; holds the password and nothing else
     */
    public record ServiceAccount(String dn, String sam, Path passwordFile) {}

    /**
     * The account rehearsals use.
     *
     * @param aadObjectId object id (a GUID) of the cloud account that is synchronised from it
     */
    public record TestAccount(String sam, String dn, String userPrincipalName, String aadObjectId) {}
}
