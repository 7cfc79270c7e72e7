package writeback.bot.observation;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import writeback.bot.Place;
import writeback.bot.runbook.Claim;
import writeback.bot.runbook.Evidence;

/** Evidence in the database, for this tenant and these premises only. */
@Component
class StoredEvidence implements EvidenceStore {

    private static final Duration LOOKED_AT = Duration.ofDays(365);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Place place;
    private final Clock clock;

    StoredEvidence(JdbcClient jdbc, Place place, Clock clock) {
        this.jdbc = jdbc;
        this.place = place;
        this.clock = clock;
    }

    @Override
    public void record(Evidence evidence) {
        jdbc.sql("insert into evidence (tenant, premises, domain, claim, result, at, details, fingerprint)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        place.tenant().id(),
                        place.premises().id(),
                        evidence.domain(),
                        evidence.claim().name(),
                        evidence.result().name(),
                        evidence.at().atOffset(ZoneOffset.UTC),
                        JSON.writeValueAsString(evidence.details()),
                        evidence.fingerprint())
                .update();
    }

    @Override
    public List<Evidence> all() {
        return jdbc.sql("select * from evidence where tenant = ? and premises = ? and at > ? order by at, id")
                .params(
                        place.tenant().id(),
                        place.premises().id(),
                        clock.instant().minus(LOOKED_AT).atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Evidence(
                        Claim.valueOf(row.getString("claim")),
                        Evidence.Result.valueOf(row.getString("result")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("domain"),
                        JSON.readValue(row.getString("details"), DETAILS),
                        row.getString("fingerprint")))
                .list();
    }
}
