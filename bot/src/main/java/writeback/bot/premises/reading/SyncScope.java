package writeback.bot.premises.reading;

import java.util.List;

/**
 * Which users the sync server takes to the cloud, as far as it is known.
 *
 * @param domain DNS name, empty: the relay's first domain
 * @param connector {@code DOMAIN\\name} of the AD DS connector account, empty: the relay finds it
 * @param containers distinguished names of what is imported, with all below; empty: not known
 */
public record SyncScope(String domain, String connector, List<String> containers) {

    public SyncScope {
        containers = List.copyOf(containers);
    }
}
