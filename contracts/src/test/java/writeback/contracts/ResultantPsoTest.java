package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import writeback.relay.directory.DirectoryTrouble;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.PasswordSettingsReader;
import writeback.relay.directory.pso.Pso;
import writeback.relay.directory.pso.ResultantPso;
import writeback.relay.protocol.fact.PasswordSettings;
import writeback.relay.protocol.fact.Seen;
import writeback.relay.protocol.fact.Sighting;

/**
 * Which PSO binds a user: the agent's own computation and its count, against {@code msDS-ResultantPSO} and against whether
 * the server takes a reset that is bound by policy, of a password that was set just now.
 */
@OnDirectories
class ResultantPsoTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void aPsoThatNamesTheUserBindsIt(Directory directory) throws Exception {
        try (Row row = new Row(directory, NONE)) {
            row.expect(row.pso(50, DAY, row.user), DAY);
        }
    }

    @Test
    void aPsoWithoutAgeFreesTheUserOfTheDomainsAge(Directory directory) throws Exception {
        try (Row row = new Row(directory, DAY)) {
            row.expect(row.pso(50, NONE, row.user), NONE);
        }
    }

    @Test
    void aPsoThatNamesTheUserBeatsAStrongerOneOfAGroup(Directory directory) throws Exception {
        try (Row row = new Row(directory, DAY)) {
            row.pso(1, DAY, row.group(row.user));
            row.expect(row.pso(60, NONE, row.user), NONE);
        }
    }

    @Test
    void aPsoOfAnOuterGroupBindsWhoIsInTheInnerOne(Directory directory) throws Exception {
        try (Row row = new Row(directory, NONE)) {
            String inner = row.group(row.user);
            row.groups.add(inner);
            row.expect(row.pso(50, DAY, row.group(row.group(inner))), DAY);
        }
    }

    @Test
    void ofTwoGroupsTheSmallerPrecedenceBinds(Directory directory) throws Exception {
        try (Row row = new Row(directory, NONE)) {
            row.pso(52, NONE, row.group(row.user));
            row.expect(row.pso(51, DAY, row.group(row.user)), DAY);
        }
    }

    @Test
    void ofTwoOfOnePrecedenceTheSmallerGuidBinds(Directory directory) throws Exception {
        try (Row row = new Row(directory, NONE)) {
            String group = row.group(row.user);
            Map<String, Duration> ages = new HashMap<>();
            ages.put(row.pso(55, NONE, group), NONE);
            ages.put(row.pso(55, DAY, group), DAY);
            String binding = row.ours().orElseThrow().distinguishedName();
            row.expect(binding, ages.get(binding));
        }
    }

    @Test
    void aPsoOfADomainLocalGroupBindsNobody(Directory directory) throws Exception {
        try (Row row = new Row(directory, NONE)) {
            String local = row.arrangement.add(
                    "CN=" + Arrangement.fresh("local-") + "," + row.unit,
                    new Attribute("objectClass", "group"),
                    new Attribute("sAMAccountName", Arrangement.fresh("local-")),
                    new Attribute("groupType", "-2147483644"),
                    new Attribute("member", row.user));
            String pso = row.pso(50, DAY, local);
            assertThat(row.ours()).isEmpty();
            assertThat(row.counts().get(pso)).isEqualTo(Sighting.seen(0L));
            if (directory.judges(Matter.PSO_GROUP_KIND)) {
                row.expect(null, NONE);
            } else {
                directory.byDocumentAlone(Matter.PSO_GROUP_KIND, "PSO of a domain local group");
            }
        }
    }

    /** A user whose password was just set, in groups and under PSOs of its own. */
    private static final class Row implements AutoCloseable {

        private final Directory directory;
        private final Arrangement arrangement;
        private final String unit;
        private final String user;
        private final List<String> groups = new ArrayList<>();

        Row(Directory directory, Duration domainAge) {
            this.directory = directory;
            this.arrangement = new Arrangement(directory);
            arrangement.minimumAge(domainAge);
            unit = arrangement.unit();
            user = arrangement.user(unit, Arrangement.fresh("bound-"));
        }

        /** A global security group that holds these, and so our user. */
        String group(String... members) {
            String group = arrangement.group(unit, Arrangement.fresh("holds-"), members);
            groups.add(group);
            return group;
        }

        String pso(int precedence, Duration age, String appliesTo) {
            return arrangement.pso(Arrangement.fresh("pso-"), precedence, age, appliesTo);
        }

        Optional<Pso> ours() throws DirectoryTrouble {
            try (DomainSession session = directory.read()) {
                return ResultantPso.of(user, groups, ((Seen<List<Pso>>) PasswordSettingsReader.psos(session)).value());
            }
        }

        Map<String, Sighting<Long>> counts() throws DirectoryTrouble {
            Map<String, Sighting<Long>> counts = new HashMap<>();
            try (DomainSession session = directory.read()) {
                var all = (Seen<List<PasswordSettings>>) PasswordSettingsReader.readCounted(session, Clock.systemUTC());
                all.value().forEach(pso -> counts.put(pso.distinguishedName(), pso.boundUsers()));
            }
            return counts;
        }

        /** @param age that our answer means; a reset is refused by a policy with one */
        void expect(@Nullable String pso, Duration age) throws Exception {
            assertThat(ours().map(Pso::distinguishedName).orElse(null)).isEqualToIgnoringCase(pso);
            assertThat(arrangement.entry(user, "msDS-ResultantPSO").getAttributeValue("msDS-ResultantPSO"))
                    .as("what the server computes")
                    .isEqualToIgnoringCase(pso);
            if (pso != null) {
                assertThat(counts().get(pso)).isEqualTo(Sighting.seen(1L));
            }
            assertThat(hintedReset())
                    .as("what the server does")
                    .isEqualTo(age.isZero() ? ResultCode.SUCCESS : ResultCode.UNWILLING_TO_PERFORM);
        }

        private ResultCode hintedReset() throws LDAPException {
            ModifyRequest reset = new ModifyRequest(
                    user,
                    new Modification(
                            ModificationType.REPLACE, "unicodePwd", AdminConnection.quoted(Arrangement.password())));
            reset.addControl(AdminConnection.policyHints());
            try (LDAPConnection connector =
                    AdminConnection.open(directory, directory.accounts().connector())) {
                return connector.modify(reset).getResultCode();
            } catch (LDAPException e) {
                return e.getResultCode();
            }
        }

        @Override
        public void close() {
            arrangement.close();
        }
    }
}
