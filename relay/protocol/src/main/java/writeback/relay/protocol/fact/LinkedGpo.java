package writeback.relay.protocol.fact;

import java.util.UUID;

/**
 * A Group Policy object linked at the domain root. Only such links decide the domain's account policy (Account policies,
 * Windows Server library).
 *
 * @param linkOrder 1 is the highest precedence among links of its kind (plain or enforced)
 * @param enforced {@code gPLink} option bit 2
 * @param linkEnabled false when {@code gPLink} option bit 1 is set
 * @param contents what the object holds; unseen when the account may not read it, or it is gone
 */
public record LinkedGpo(
        UUID id, String name, int linkOrder, boolean enforced, boolean linkEnabled, Sighting<GpoContents> contents) {}
