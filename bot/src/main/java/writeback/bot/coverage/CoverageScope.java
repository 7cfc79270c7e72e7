package writeback.bot.coverage;

import java.util.List;

/**
 * Which users a walk looks at.
 *
 * @param connector {@code DOMAIN\name} of the AD DS connector account, empty: the relay finds it
 * @param legs the domains, one after the other
 * @param notServed domains that belong to it and that no relay of ours can look at
 */
public record CoverageScope(Source source, String connector, List<Leg> legs, List<String> notServed) {

    /** Who says so. */
    public enum Source {
        /** Nobody has looked yet. */
        NOT_YET,
        /** The containers that the sync server imports. */
        SYNC_SERVER,
        /** What the asker named. */
        ASKED,
        /** The sync server's containers were seen, and none is of what was asked for: nobody is looked at. */
        NOTHING_SYNCED,
        /** A guess: what the sync server imports is not known. */
        WHOLE_DOMAIN
    }

    /**
     * @param domain DNS name, lower case; empty: the relay's first domain
     * @param containers distinguished names, with all below; empty: the whole domain
     */
    public record Leg(String domain, List<String> containers) {

        public Leg {
            containers = List.copyOf(containers);
        }
    }

    static final CoverageScope NOT_YET = new CoverageScope(Source.NOT_YET, "", List.of(), List.of());

    public CoverageScope {
        legs = List.copyOf(legs);
        notServed = List.copyOf(notServed);
    }
}
