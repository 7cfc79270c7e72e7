package writeback.bot.premises;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import writeback.relay.protocol.json.ProtocolJson;
import writeback.relay.protocol.message.Problem;

/**
 * What relays are told while the database cannot be read or written: come again. Nothing was decided, or it was and the
 * same question has the same answer; a reply stays with the relay until it is taken.
 */
@RestControllerAdvice(basePackageClasses = RelayController.class)
class NotStored {

    static final String CODE = "not-stored";

    private static final String COME_AGAIN_SECONDS = "5";
    private static final Logger LOG = LoggerFactory.getLogger(NotStored.class);

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<String> comeAgain(RuntimeException fault) {
        // its own words may hold values, and are for the log alone
        LOG.error("A relay's request could not be answered; it comes again.", fault);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, COME_AGAIN_SECONDS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ProtocolJson.write(new Problem(CODE, "the bot's database takes nothing at present; come again")));
    }
}
