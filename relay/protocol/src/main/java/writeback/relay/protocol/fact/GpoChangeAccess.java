package writeback.relay.protocol.fact;

import java.util.UUID;

/**
 * Whether the changing account may edit the GPO that decides, asked of the directory as that account
 * ({@code allowedAttributesEffective}, MS-ADTS 3.1.1.4.5) and of SYSVOL.
 *
 * @param account the changing account's name
 */
public record GpoChangeAccess(String account, UUID gpo, boolean directory, boolean sysvol) {

    public boolean complete() {
        return directory && sysvol;
    }
}
