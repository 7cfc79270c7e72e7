package writeback.relay.directory.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.ConnectorFacts.Expiry;
import writeback.relay.protocol.fact.Sighting;

class SmallPartsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long NOW_TICKS = (NOW.getEpochSecond() + 11_644_473_600L) * 10_000_000L;

    @Test
    void aCursorIsReadAsItWasWrittenAndNeverWhenDamaged() {
        Cursor cursor =
                new Cursor("dc1.contoso.test", 9_000_000_000L, Cursor.scope(List.of("OU=é"), "S-1"), 3, 77, 5, -1);
        String text = cursor.text();
        assertThat(Cursor.parse(text)).contains(cursor);
        long seed = new Random().nextLong();
        System.out.println("cursors damaged with seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            char[] damaged = text.toCharArray();
            damaged[random.nextInt(damaged.length)] ^= (char) (1 + random.nextInt(127));
            String other = new String(damaged);
            // The last character of Base64 has bits that say nothing.
            assertThat(Cursor.parse(other))
                    .satisfiesAnyOf(parsed -> assertThat(parsed).isEmpty(), parsed -> assertThat(parsed)
                            .contains(cursor));
        }
    }

    @Test
    void namesThatWritebackStumblesOverAreFound() {
        assertThat(AwkwardNames.above("CN=A,OU=Sales\\, EMEA,OU=Plain,OU=\\#1,CN=a/b,DC=contoso,DC=test"))
                .isEqualTo(Sighting.seen(List.of("Sales, EMEA", "#1")));
        assertThat(AwkwardNames.above("CN=a/b,OU=Plain,DC=contoso,DC=test")).isEqualTo(Sighting.seen(List.of()));
        for (String name :
                List.of(" a", "a ", "#a", "a+b", "a\"b", "a\\b", "a<b", "a>b", "a;b", "a=b", "a/b", "a\nb")) {
            assertThat(AwkwardNames.isAwkward(name)).as(name).isTrue();
        }
        assertThat(AwkwardNames.isAwkward("Équipe nº 1 (été)")).isFalse();
    }

    @Test
    void theParentIsWhatStandsBehindTheFirstComma() {
        assertThat(Looked.parent("CN=Doe\\, Jo\\\\,OU=A\\,B,DC=x")).isEqualTo("OU=A\\,B,DC=x");
        assertThat(Looked.parent("DC=x")).isEmpty();
    }

    @Test
    void neverExpiresInBothItsSpellings() {
        for (String never : List.of("0", "9223372036854775807")) {
            assertThat(Flags.expiry(new Entry("CN=a", new Attribute("accountExpires", never))))
                    .isEqualTo(Sighting.seen(new Expiry(null)));
        }
        assertThat(Flags.expiry(new Entry("CN=a")).isSeen()).isFalse();
    }

    @Test
    void aLockoutEndsByItselfUnlessItNeverDoes() {
        assertThat(locked(NOW_TICKS - 1, Duration.ofMinutes(30))).isEqualTo(Sighting.seen(true));
        assertThat(locked(NOW_TICKS - 18_000_000_000L - 1, Duration.ofMinutes(30)))
                .isEqualTo(Sighting.seen(false));
        assertThat(locked(1, Duration.ZERO)).isEqualTo(Sighting.seen(true));
        assertThat(locked(NOW_TICKS - 1, Duration.ofDays(10_000_000))).isEqualTo(Sighting.seen(true));
        assertThat(locked(0, Duration.ZERO)).isEqualTo(Sighting.seen(false));
        Entry hidden = new Entry("CN=a", new Attribute("lockoutTime", "" + NOW_TICKS));
        assertThat(Flags.locked(hidden, Sighting.unseen(Cause.DENIED, ""), NOW).isSeen())
                .isFalse();
    }

    @Test
    void aDescriptorIsJudgedOnceAndOnlySoManyAreKept() {
        RightsCache<Integer> cache = new RightsCache<>();
        AtomicInteger computed = new AtomicInteger();
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = {(byte) i, (byte) (i >> 8), 1};
            cache.get(bytes, "user", computed::incrementAndGet);
            cache.get(bytes.clone(), "user", computed::incrementAndGet);
        }
        assertThat(computed).hasValue(5000);
        assertThat(cache.size()).isLessThanOrEqualTo(512);
        cache.get(new byte[] {1}, "user", computed::incrementAndGet);
        cache.get(new byte[] {1}, "inetOrgPerson", computed::incrementAndGet);
        assertThat(computed).hasValue(5002);
    }

    private static Sighting<Boolean> locked(long ticks, Duration lasts) {
        Entry entry = new Entry("CN=a", new Attribute("lockoutTime", "" + ticks));
        return Flags.locked(entry, Sighting.seen(lasts), NOW);
    }
}
