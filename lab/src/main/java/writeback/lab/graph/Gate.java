package writeback.lab.graph;

import com.nimbusds.jwt.JWTClaimsSet;
import io.javalin.http.Context;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import writeback.lab.LabState;
import writeback.lab.People;
import writeback.lab.Person;
import writeback.lab.StateKeys;
import writeback.lab.signin.SigningKeys;

/** Lets in who brings a valid token for Graph (Microsoft Learn, "Access token claims reference"). */
final class Gate {
    private static final String AUDIENCE = "https://graph.microsoft.com";

    private final SigningKeys keys;
    private final LabState state;

    Gate(SigningKeys keys, LabState state) {
        this.keys = keys;
        this.state = state;
    }

    Caller callerOf(Context ctx) throws GraphRefusal {
        String header = ctx.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw GraphRefusal.notAuthenticated("Access token is empty.");
        }
        JWTClaimsSet claims = keys.verify(header.substring(7).trim(), AUDIENCE)
                .orElseThrow(() -> GraphRefusal.notAuthenticated(
                        "Access token validation failure: signature, audience or lifetime."));
        try {
            return "app".equals(claims.getStringClaim("idtyp")) ? application(claims) : person(claims);
        } catch (ParseException e) {
            throw GraphRefusal.notAuthenticated("Access token validation failure: claims.");
        }
    }

    private Caller person(JWTClaimsSet claims) throws ParseException, GraphRefusal {
        Person person = People.byObjectId(String.valueOf(claims.getStringClaim("oid")))
                .orElseThrow(() -> GraphRefusal.notAuthenticated("Access token validation failure: no such user."));
        return new Caller(
                Optional.of(person),
                Set.of(String.valueOf(claims.getStringClaim("scp")).split(" ")),
                state.get(StateKeys.rolesOf(person)));
    }

    private static Caller application(JWTClaimsSet claims) throws ParseException {
        @Nullable List<String> granted = claims.getStringListClaim("roles");
        return new Caller(Optional.empty(), granted == null ? Set.of() : Set.copyOf(granted), List.of());
    }
}
