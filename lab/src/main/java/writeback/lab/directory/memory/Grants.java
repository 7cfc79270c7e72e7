package writeback.lab.directory.memory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.stream.Stream;
import writeback.lab.directory.DirectoryTrouble;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.directory.SampleUsers;
import writeback.lab.directory.SampleUsers.SampleUser;
import writeback.lab.directory.SampleUsers.Trait;

/** The access entries that the practice domain starts with, and those that its state keys give and take. */
final class Grants {

    private static final int FOR_CHILDREN = Ace.CONTAINER_INHERIT | Ace.INHERIT_ONLY;

    private final Descriptors descriptors;
    private final ServerHand hand;

    Grants(Descriptors descriptors, ServerHand hand) {
        this.descriptors = descriptors;
        this.hand = hand;
    }

    /** Sets up a fresh domain. */
    void start() {
        change(PracticeDomain.PILOT, List.of(), resetRights(service(PracticeDomain.REHEARSAL)));
        connectorRights("all");
        changingAccountMayWrite(true);
        changingAccountMayGrant(true);
        psoReadable(true);
        SampleUsers.ALL.forEach(this::sample);
        run(() -> descriptors.change(PracticeDomain.ADMINISTRATOR_DN, AccessList::withoutInheritance));
    }

    private void sample(SampleUser user) {
        String dn = user.person().dn();
        if (user.is(Trait.MAY_NOT_CHANGE)) {
            change(
                    dn,
                    List.of(),
                    Stream.of(Sid.SELF, Sid.EVERYONE)
                            .map(who -> Ace.allow(0, Ace.CONTROL_ACCESS, Schema.CHANGE_PASSWORD, null, who)
                                    .denying())
                            .toList());
        }
        if (user.is(Trait.ADMINISTRATOR) || user.is(Trait.FORMER_ADMINISTRATOR) || user.is(Trait.INHERITANCE_OFF)) {
            run(() -> descriptors.change(dn, AccessList::withoutInheritance));
        }
    }

    /** {@code connector.rights}. */
    void connectorRights(String which) {
        Sid connector = service(PracticeDomain.CONNECTOR);
        List<Ace> users = resetRights(connector);
        Ace deny = users.get(0).denying();
        Ace unexpire = Ace.allow(0, Ace.CONTROL_ACCESS, Schema.UNEXPIRE_PASSWORD, null, connector);
        List<Ace> all = Stream.concat(Stream.of(deny, unexpire), users.stream()).toList();
        List<Ace> given =
                switch (which) {
                    case "all" -> all.subList(1, 5);
                    case "noPwdLastSet" -> all.subList(1, 4);
                    case "denied" -> all;
                    default -> List.of();
                };
        change(PracticeDomain.BASE, all, given);
    }

    /** {@code gpo.changingAccountMayWrite}. */
    void changingAccountMayWrite(boolean may) {
        Sid changing = service(PracticeDomain.CHANGING);
        give(
                PracticeDomain.policyDn(PracticeDomain.DEFAULT_DOMAIN_POLICY),
                Stream.of("versionNumber", "gPCMachineExtensionNames")
                        .map(name -> Ace.allow(0, Ace.WRITE_PROPERTY, Schema.attribute(name), null, changing))
                        .toList(),
                may);
    }

    /** {@code domain.changingAccountMayGrant}. */
    void changingAccountMayGrant(boolean may) {
        give(PracticeDomain.BASE, List.of(Ace.allow(0, Ace.WRITE_DAC, service(PracticeDomain.CHANGING))), may);
    }

    /** {@code pso.readable}. */
    void psoReadable(boolean readable) {
        Ace read = Ace.allow(Ace.CONTAINER_INHERIT, Ace.READ, service(PracticeDomain.READING));
        give(PracticeDomain.PSO_CONTAINER, List.of(read), readable);
    }

    private static List<Ace> resetRights(Sid trustee) {
        return List.of(
                Ace.allow(FOR_CHILDREN, Ace.CONTROL_ACCESS, Schema.RESET_PASSWORD, Schema.USER, trustee),
                Ace.allow(FOR_CHILDREN, Ace.WRITE_PROPERTY, Schema.attribute("lockoutTime"), Schema.USER, trustee),
                Ace.allow(FOR_CHILDREN, Ace.WRITE_PROPERTY, Schema.attribute("pwdLastSet"), Schema.USER, trustee));
    }

    private void give(String dn, List<Ace> aces, boolean given) {
        change(dn, aces, given ? aces : List.of());
    }

    /** Takes the first ones away, wherever they stand, and puts the second ones in front. */
    private void change(String dn, List<Ace> gone, List<Ace> first) {
        run(() -> descriptors.change(dn, list -> list.withoutThose(gone).before(first)));
    }

    private Sid service(String sam) {
        Entry account = hand.get(PracticeDomain.service(sam).dn()).orElseThrow();
        return Sid.of(account.getAttributeValueBytes("objectSid"));
    }

    private interface Step {
        void run() throws LDAPException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (LDAPException e) {
            throw new DirectoryTrouble("an access list could not be changed: " + e.getMessage(), e);
        }
    }
}
