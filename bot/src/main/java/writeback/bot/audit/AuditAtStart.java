package writeback.bot.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Checks the trail once at each start, behind everything else. */
@Component
class AuditAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(AuditAtStart.class);

    private final AuditCheck check;

    AuditAtStart(AuditCheck check) {
        this.check = check;
    }

    @EventListener(ApplicationReadyEvent.class)
    void checkBehind() {
        Thread thread = new Thread(this::check, "audit-check");
        thread.setDaemon(true);
        thread.start();
    }

    private void check() {
        try {
            AuditCheck.Result result = check.verify();
            if (result instanceof AuditCheck.Result.Intact intact) {
                LOG.info("audit trail intact: {} rows", intact.head().seq());
            } else if (result instanceof AuditCheck.Result.Broken broken) {
                LOG.error("audit trail broken at row {}: {}", broken.seq(), broken.why());
            }
        } catch (RuntimeException e) {
            LOG.error("audit trail could not be checked; it will be at the next start", e);
        }
    }
}
