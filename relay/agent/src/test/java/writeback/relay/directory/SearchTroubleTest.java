package writeback.relay.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import writeback.relay.protocol.fact.Cause;

/** What a search says when the directory does not give everything. */
class SearchTroubleTest {

    @TempDir
    private static Path folder;

    private static SmallDirectory directory;

    @BeforeAll
    static void start() throws Exception {
        directory = new SmallDirectory(folder.resolve("dc"));
        for (String name : new String[] {"a", "b", "c"}) {
            directory.add("dn: CN=" + name + "," + SmallDirectory.BASE, "objectClass: user");
        }
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @AfterEach
    void wellAgain() {
        directory.onSearch(request -> {});
    }

    @Test
    void moreThanAskedForIsNeverShownAsAll() throws Exception {
        try (DomainSession session = directory.session()) {
            assertThat(search(session, 3)).isNull();
            DirectoryTrouble trouble = search(session, 2);

            assertThat(trouble.why()).isEqualTo(Cause.FAILED);
            assertThat(trouble).hasMessage("more than 2 objects match under " + SmallDirectory.BASE);
        }
    }

    @ParameterizedTest(name = "LDAP {0} → {1}")
    @CsvSource({
        "3, TIMEOUT, LDAP 3 time limit exceeded",
        "4, FAILED, more than 10 objects match",
        "11, FAILED, LDAP 11 admin limit exceeded",
        "50, DENIED, LDAP 50 insufficient access rights",
        "51, UNREACHABLE, LDAP 51 busy",
        "52, UNREACHABLE, LDAP 52 unavailable",
    })
    void aLimitOfTheServerIsATroubleWithItsOwnCause(int code, Cause cause, String detail) throws Exception {
        try (DomainSession session = directory.session()) {
            answer(new LDAPException(ResultCode.valueOf(code), "so it says"));
            DirectoryTrouble trouble = search(session, 10);

            assertThat(trouble.why()).isEqualTo(cause);
            assertThat(trouble).hasMessageContaining(detail);
        }
    }

    @Test
    void aReferralIsToldByItsDomainAndNotFollowed() throws Exception {
        try (DomainSession session = directory.session()) {
            answer(referral("ldap://elsewhere.test:1/DC=child,DC=contoso,DC=test??sub"));
            DirectoryTrouble trouble = search(session, 10);

            assertThat(trouble.why()).isEqualTo(Cause.FAILED);
            assertThat(trouble.system()).isEqualTo("referral");
            assertThat(trouble).hasMessage("search at " + SmallDirectory.BASE + ": that is in child.contoso.test");
        }
    }

    @Test
    void aReferralThatNamesNoDomainIsToldToo() throws Exception {
        try (DomainSession session = directory.session()) {
            answer(referral("not a url"));
            assertThat(search(session, 10)).hasMessageContaining("that is in another domain");
        }
    }

    private static LDAPException referral(String url) {
        return new LDAPException(ResultCode.REFERRAL, "elsewhere", null, new String[] {url});
    }

    private static void answer(LDAPException answer) {
        directory.onSearch(request -> {
            throw answer;
        });
    }

    private static DirectoryTrouble search(DomainSession session, int atMost) {
        return catchThrowableOfType(
                DirectoryTrouble.class,
                () -> session.search(
                        SmallDirectory.BASE,
                        SearchScope.ONE,
                        Filter.createEqualityFilter("objectClass", "user"),
                        atMost,
                        "cn"));
    }
}
