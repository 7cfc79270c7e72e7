package writeback.contracts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import writeback.contracts.Agent;
import writeback.contracts.Arrangement;
import writeback.contracts.Directory;
import writeback.contracts.OnDirectories;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.protocol.fact.ConnectorFacts;
import writeback.relay.protocol.fact.ConnectorFacts.Expiry;
import writeback.relay.protocol.fact.ConnectorFacts.FoundBy;
import writeback.relay.protocol.fact.Sighting;
import writeback.relay.protocol.message.Operations;
import writeback.relay.protocol.message.Outcome;

/** Which account the agent takes for the connector account, and what it says of it. */
@OnDirectories
class ConnectorTest {

    private static final Attribute DESCRIBED = new Attribute(
            "description",
            "Account created by Microsoft Azure Active Directory Connect with installation identifier 1");

    @Test
    void theAccountThatTheSyncServerNamesIsFoundByEitherForm(Directory directory) throws Exception {
        String sam = directory.accounts().connector().sam();
        try (Arrangement arrangement = new Arrangement(directory)) {
            for (String name : List.of(sam, arrangement.shortDomain() + "\\" + sam, dn(arrangement, sam))) {
                ConnectorFacts facts = facts(directory, name);

                assertThat(facts.foundBy()).as(name).isEqualTo(FoundBy.SYNC_SERVER);
                assertThat(facts.name()).as(name).isEqualTo(sam);
                assertThat(facts.distinguishedName()).isEqualTo(dn(arrangement, sam));
                assertThat(facts.domain()).isEqualTo(directory.domain());
                assertThat(facts.enabled()).isTrue();
                assertThat(facts.expiry()).isEqualTo(Sighting.seen(new Expiry(null)));
                assertThat(facts.privilegedGroups()).isEqualTo(Sighting.seen(List.of()));
                assertThat(facts.missingAtRoot()).isEqualTo(Sighting.seen(List.of()));
                assertThat(sample(facts).granted()).as("of %s", facts.sample()).isPositive();
            }
        }
    }

    @Test
    void anAccountThatIsNotThereOrElsewhereIsSaidToBe(Directory directory) {
        assertThat(refused(directory, "nobody-of-that-name")).isEqualTo("no-connector-account");
        assertThat(refused(directory, "FABRIKAM\\MSOL_1")).isEqualTo("connector-elsewhere");
        assertThat(refused(directory, directory.pilotOu())).isEqualTo("not-a-user");
    }

    @Test
    void relayYamlNamesItWhereTheSyncServerDoesNot(Directory directory) {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String sam = Arrangement.fresh("sync-");
            String dn = arrangement.user(arrangement.unit(), sam);
            DirectorySettings plain = directory.settings();
            DirectorySettings naming = new DirectorySettings(
                    plain.reach(),
                    plain.domain(),
                    plain.sysvol(),
                    plain.pilotOu(),
                    plain.accounts(),
                    new DirectorySettings.SyncSide(sam, null, List.of()));
            ConnectorFacts facts =
                    Agent.on(naming).answer(ConnectorFacts.class, Operations.READ_CONNECTOR, Map.of("account", ""));

            assertThat(facts.foundBy()).isEqualTo(FoundBy.CONFIGURATION);
            assertThat(facts.distinguishedName()).isEqualTo(dn);
        }
    }

    @Test
    void theDirectoryItselfTellsItUnlessTwoAreAlive(Directory directory) throws Exception {
        String sam = directory.accounts().connector().sam();
        try (Arrangement arrangement = new Arrangement(directory)) {
            String installed = dn(arrangement, sam);
            arrangement.set(installed, "description", DESCRIBED.getValue());
            assertThat(facts(directory, "").distinguishedName()).isEqualTo(installed);
            assertThat(facts(directory, "").foundBy()).isEqualTo(FoundBy.DIRECTORY);

            // One with the name alone is somebody's own.
            arrangement.user(arrangement.unit(), Arrangement.fresh("MSOL_"));
            assertThat(facts(directory, "").distinguishedName()).isEqualTo(installed);

            String second = arrangement.user(arrangement.unit(), Arrangement.fresh("MSOL_"), DESCRIBED);
            assertThat(refused(directory, "")).isEqualTo("several-connector-accounts");
            arrangement.set(second, "userAccountControl", "514");
            assertThat(facts(directory, "").distinguishedName())
                    .as("the other one is left over")
                    .isEqualTo(installed);
        }
    }

    @Test
    void anAdministratorIsToldByItsGroupsNestedOnesToo(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String direct = Arrangement.fresh("sync-");
            String nested = Arrangement.fresh("sync-");
            String unit = arrangement.unit();
            String administrators = dn(arrangement, "Domain Admins");
            arrangement.join(administrators, arrangement.user(unit, direct));
            arrangement.join(
                    administrators,
                    arrangement.group(unit, Arrangement.fresh("group-"), arrangement.user(unit, nested)));

            for (String sam : List.of(direct, nested)) {
                assertThat(value(facts(directory, sam).privilegedGroups()))
                        .as(sam)
                        .contains("Domain Admins");
            }
        }
    }

    @Test
    void oneThatIsDisabledOrExpiredIsSaidToBe(Directory directory) {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String sam = Arrangement.fresh("sync-");
            String dn = arrangement.user(arrangement.unit(), sam);
            assertThat(facts(directory, sam).enabled()).isTrue();

            arrangement.set(dn, "userAccountControl", "514");
            assertThat(facts(directory, sam).enabled()).isFalse();

            Instant ended = Instant.parse("2020-01-02T03:04:05Z");
            arrangement.set(dn, "accountExpires", Long.toString(ticks(ended)));
            assertThat(facts(directory, sam).expiry()).isEqualTo(Sighting.seen(new Expiry(ended)));
        }
    }

    @Test
    void whatTheDomainRootLacksIsNamedUntilItIsThere(Directory directory) throws Exception {
        try (Arrangement arrangement = new Arrangement(directory)) {
            String sam = Arrangement.fresh("sync-");
            String dn = arrangement.user(arrangement.unit(), sam);
            byte[] sid = arrangement.sid(dn);
            String text = facts(directory, sam).securityIdentifier();
            assertThat(missing(directory, sam))
                    .containsExactlyInAnyOrder(
                            entry("CR", Ace.RESET, text),
                            entry("WP", Ace.LOCKOUT_TIME, text),
                            entry("WP", Ace.PWD_LAST_SET, text));
            assertThat(sample(facts(directory, sam)).looked()).isPositive();
            assertThat(sample(facts(directory, sam)).granted()).isZero();

            String fingerprint = fingerprint(directory, sam);
            below(arrangement, Ace.CR, Ace.RESET, sid);
            assertThat(missing(directory, sam))
                    .containsExactlyInAnyOrder(
                            entry("WP", Ace.LOCKOUT_TIME, text), entry("WP", Ace.PWD_LAST_SET, text));
            assertThat(fingerprint(directory, sam)).isNotEqualTo(fingerprint);

            below(arrangement, Ace.WP, Ace.LOCKOUT_TIME, sid);
            below(arrangement, Ace.WP, Ace.PWD_LAST_SET, sid);
            assertThat(missing(directory, sam)).isEmpty();
            assertThat(sample(facts(directory, sam)).granted()).isPositive();
        }
    }

    /** Lets the account do that to all users of the domain, as Entra Connect's guide has it. */
    private static void below(Arrangement arrangement, int right, String object, byte[] sid) {
        String root = arrangement.directory().baseDn();
        Ace entry = Ace.allow(Ace.CI | Ace.IO, right, object, Ace.USER, sid);
        arrangement.setDescriptor(root, Ace.inFront(arrangement.descriptor(root), entry));
    }

    private static String entry(String right, String object, String sid) {
        return "(OA;CIIO;" + right + ";" + object + ";" + Ace.USER + ";" + sid + ")";
    }

    private static ConnectorFacts facts(Directory directory, String account) {
        return Agent.on(directory.settings())
                .answer(ConnectorFacts.class, Operations.READ_CONNECTOR, Map.of("account", account));
    }

    private static String refused(Directory directory, String account) {
        Outcome outcome = Agent.on(directory.settings()).ask(Operations.READ_CONNECTOR, Map.of("account", account));
        return outcome instanceof Outcome.Failed failed ? failed.code() : outcome.toString();
    }

    private static List<String> missing(Directory directory, String account) {
        return value(facts(directory, account).missingAtRoot());
    }

    private static String fingerprint(Directory directory, String account) {
        return value(facts(directory, account).rootDescriptor());
    }

    private static ConnectorFacts.Sample sample(ConnectorFacts facts) {
        return value(facts.sample());
    }

    private static <T> T value(Sighting<T> sighting) {
        return sighting.fold(value -> value, unseen -> {
            throw new AssertionError(unseen);
        });
    }

    private static String dn(Arrangement arrangement, String sam) throws LDAPException {
        return arrangement
                .connection()
                .searchForEntry(arrangement.directory().baseDn(), SearchScope.SUB, "(sAMAccountName=" + sam + ")")
                .getDN();
    }

    /** 100 ns since 1601 (MS-DTYP 2.3.3); of whole seconds. */
    private static long ticks(Instant instant) {
        return ChronoUnit.SECONDS.between(Instant.parse("1601-01-01T00:00:00Z"), instant) * 10_000_000;
    }
}
