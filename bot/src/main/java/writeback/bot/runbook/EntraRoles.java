package writeback.bot.runbook;

import java.util.List;
import java.util.Optional;

/** Directory roles by their template ids (Microsoft Entra built-in roles). */
public final class EntraRoles {

    public static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    public static final String HYBRID_IDENTITY_ADMINISTRATOR = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";

    private EntraRoles() {}

    /**
     * The role that lets a person turn writeback on: Hybrid Identity Administrator is the documented least, Global
     * Administrator the certain one (Tutorial: Enable cloud sync SSPR writeback).
     */
    public static Optional<String> thatEnableWriteback(List<String> activeRoles) {
        return List.of(HYBRID_IDENTITY_ADMINISTRATOR, GLOBAL_ADMINISTRATOR).stream()
                .filter(activeRoles::contains)
                .findFirst();
    }
}
