package writeback.relay.directory.pso;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.time.Duration;
import java.util.Optional;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.Ticks;
import writeback.relay.protocol.fact.Cause;

/**
 * The minimum age in one PSO as it is stored.
 *
 * @param stored {@code msDS-MinimumPasswordAge}: negative 100-ns intervals (MS-ADA2)
 */
public record PsoAge(String distinguishedName, String stored, Duration age) {

    private static final String AGE = "msDS-MinimumPasswordAge";
    private static final long TICKS_PER_SECOND = 10_000_000L;

    /**
     * Reads it.
     *
     * @param distinguishedName must be that of a PSO in this domain's container: a plan may not lead anywhere else
     * @throws DirectoryTrouble also when it is no PSO, is gone or is hidden
     */
    public static PsoAge read(DomainSession session, String distinguishedName) throws DirectoryTrouble {
        if (!isInContainer(session, distinguishedName)) {
            throw new DirectoryTrouble(Cause.FAILED, distinguishedName + " is not in the domain's container of PSOs");
        }
        Optional<? extends Entry> entry = session.entry(distinguishedName, "objectClass", AGE)
                .filter(found -> found.hasObjectClass("msDS-PasswordSettings"));
        String stored = entry.map(found -> found.getAttributeValue(AGE))
                .orElseThrow(() ->
                        new DirectoryTrouble(Cause.FAILED, "the PSO is gone, or hidden from " + session.account()));
        return new PsoAge(distinguishedName, stored, Ticks.span(AGE, stored));
    }

    private static boolean isInContainer(DomainSession session, String distinguishedName) {
        try {
            DN parent = new DN(distinguishedName).getParent();
            return parent != null && parent.equals(new DN(container(session)));
        } catch (LDAPException e) {
            return false;
        }
    }

    /** Distinguished name of the only place where PSOs count (MS-ADTS 3.1.1.4.5.36). */
    public static String container(DomainSession session) {
        return "CN=Password Settings Container,CN=System," + session.baseDn();
    }

    /**
     * Sets another age, in one step and only over exactly what was read.
     *
     * @param age whole seconds
     * @throws LDAPException with the server's answer, or with a connection's trouble
     */
    public void change(DomainSession session, Duration age) throws LDAPException {
        session.modify(new ModifyRequest(
                distinguishedName,
                new Modification(ModificationType.DELETE, AGE, stored),
                new Modification(
                        ModificationType.ADD,
                        AGE,
                        Long.toString(Math.negateExact(age.toSeconds() * TICKS_PER_SECOND)))));
    }
}
