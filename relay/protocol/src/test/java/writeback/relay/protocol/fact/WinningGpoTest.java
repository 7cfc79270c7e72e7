package writeback.relay.protocol.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WinningGpoTest {

    @Test
    void nothingLinkedDecidesNothing() {
        assertThat(WinningGpo.forMinimumPasswordAge(List.of())).isEqualTo(Sighting.seen(Optional.empty()));
    }

    @Test
    void linkOrderOneComesFirstHoweverTheListIsOrdered() {
        LinkedGpo first = gpo("first", 1, false, true, holds(0));
        LinkedGpo second = gpo("second", 2, false, true, holds(1));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(second, first))).isEqualTo(wins(first));
    }

    @Test
    void enforcedBeatsPlainWhateverItsLinkOrder() {
        LinkedGpo plain = gpo("plain", 1, false, true, holds(0));
        LinkedGpo enforced = gpo("enforced", 2, true, true, holds(1));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(plain, enforced))).isEqualTo(wins(enforced));
    }

    @Test
    void amongEnforcedOnesLinkOrderDecides() {
        LinkedGpo first = gpo("first", 1, true, true, holds(3));
        LinkedGpo second = gpo("second", 2, true, true, holds(1));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(second, first))).isEqualTo(wins(first));
    }

    @Test
    void oneThatLeavesTheValueOutLetsTheNextDecide() {
        LinkedGpo silent = gpo("silent", 1, false, true, holds(null));
        LinkedGpo next = gpo("next", 2, false, true, holds(1));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(silent, next))).isEqualTo(wins(next));
    }

    @Test
    void aDisabledLinkIsSkippedEvenIfItCannotBeRead() {
        LinkedGpo disabled = gpo("disabled", 1, true, false, Sighting.unseen(Cause.DENIED, "no"));
        LinkedGpo next = gpo("next", 2, false, true, holds(1));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(disabled, next))).isEqualTo(wins(next));
    }

    @Test
    void whatAClientWouldSkipDoesNotDecide() {
        LinkedGpo noComputers = gpo("a", 1, false, true, Sighting.seen(new GpoContents(false, 3, 3, true, 7)));
        LinkedGpo noExtension = gpo("b", 2, false, true, Sighting.seen(new GpoContents(true, 3, 3, false, 7)));
        LinkedGpo neverEdited = gpo("c", 3, false, true, Sighting.seen(new GpoContents(true, 0, 0, true, 7)));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(noComputers, noExtension, neverEdited)))
                .isEqualTo(Sighting.seen(Optional.empty()));
    }

    @Test
    void oneThatCouldDecideAndCannotBeReadLeavesItOpen() {
        LinkedGpo hidden = gpo("hidden", 1, false, true, Sighting.unseen(Cause.DENIED, "no read right"));
        LinkedGpo next = gpo("next", 2, false, true, holds(0));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(hidden, next)))
                .isEqualTo(Sighting.unseen(Cause.DENIED, "GPO hidden: no read right"));
    }

    @Test
    void oneThatCannotBeReadBehindTheDecidingOneDoesNotMatter() {
        LinkedGpo first = gpo("first", 1, false, true, holds(0));
        LinkedGpo hidden = gpo("hidden", 2, false, true, Sighting.unseen(Cause.DENIED, "no"));

        assertThat(WinningGpo.forMinimumPasswordAge(List.of(first, hidden))).isEqualTo(wins(first));
    }

    private static Sighting<Optional<LinkedGpo>> wins(LinkedGpo gpo) {
        return Sighting.seen(Optional.of(gpo));
    }

    private static Sighting<GpoContents> holds(@Nullable Integer days) {
        return Sighting.seen(new GpoContents(true, 3, 3, true, days));
    }

    private static LinkedGpo gpo(
            String name, int order, boolean enforced, boolean enabled, Sighting<GpoContents> contents) {
        return new LinkedGpo(UUID.randomUUID(), name, order, enforced, enabled, contents);
    }
}
