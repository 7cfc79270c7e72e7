package writeback.relay.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import writeback.relay.protocol.fact.Cause;
import writeback.relay.protocol.fact.Sighting;

/** The directory did not give what was asked. The message is for an administrator's eyes and never holds a secret. */
public final class DirectoryTrouble extends Exception {

    /** What {@link #system} says when the directory sent us to another domain. */
    public static final String REFERRAL = "referral";

    private static final int MESSAGE_AT_MOST = 300;
    private static final Pattern EXCEPTION = Pattern.compile("(\\w+Exception)\\(([^()]+)\\)");
    private static final Map<ResultCode, Cause> CAUSES = Map.ofEntries(
            Map.entry(ResultCode.CONNECT_ERROR, Cause.UNREACHABLE),
            Map.entry(ResultCode.SERVER_DOWN, Cause.UNREACHABLE),
            Map.entry(ResultCode.UNAVAILABLE, Cause.UNREACHABLE),
            Map.entry(ResultCode.BUSY, Cause.UNREACHABLE),
            Map.entry(ResultCode.TIMEOUT, Cause.TIMEOUT),
            Map.entry(ResultCode.TIME_LIMIT_EXCEEDED, Cause.TIMEOUT),
            Map.entry(ResultCode.INVALID_CREDENTIALS, Cause.DENIED),
            Map.entry(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, Cause.DENIED),
            Map.entry(ResultCode.STRONG_AUTH_REQUIRED, Cause.DENIED),
            Map.entry(ResultCode.AUTHORIZATION_DENIED, Cause.DENIED));

    private final Cause cause;
    private final String system;

    public DirectoryTrouble(Cause cause, String message) {
        this(cause, message, "directory");
    }

    private DirectoryTrouble(Cause cause, String message, String system) {
        super(message);
        this.cause = cause;
        this.system = system;
    }

    /** The same trouble, where only the PDC emulator will do. */
    DirectoryTrouble ofPdcEmulator() {
        return new DirectoryTrouble(cause, "PDC emulator: " + getMessage(), "pdc-emulator");
    }

    /** What the directory answered to an attempt, without the request. */
    public static DirectoryTrouble of(String attempt, LDAPException e) {
        if (e.getResultCode().equals(ResultCode.REFERRAL)) {
            return referral(attempt, e);
        }
        String said = e.getDiagnosticMessage() == null ? ownWords(e.getMessage()) : e.getDiagnosticMessage();
        return new DirectoryTrouble(
                CAUSES.getOrDefault(e.getResultCode(), Cause.FAILED),
                attempt + ": LDAP " + e.getResultCode().intValue() + " "
                        + e.getResultCode().getName() + clean(said));
    }

    /** Never followed: whoever it names would be given our password. */
    private static DirectoryTrouble referral(String attempt, LDAPException e) {
        String domain = DomainName.ofReferral(e.getReferralURLs() == null ? new String[0] : e.getReferralURLs())
                .orElse("another domain");
        return new DirectoryTrouble(Cause.FAILED, attempt + ": that is in " + domain, REFERRAL);
    }

    /** Of the library's own message the innermost exception, such as {@code ConnectException(Connection refused)}. */
    private static String ownWords(String message) {
        Matcher matcher = EXCEPTION.matcher(message);
        return matcher.find() ? matcher.group(1) + ": " + matcher.group(2) : message;
    }

    private static String clean(String said) {
        String text = said.replaceAll("\\p{Cntrl}+", " ").strip();
        if (text.isEmpty()) {
            return "";
        }
        return ", " + (text.length() > MESSAGE_AT_MOST ? text.substring(0, MESSAGE_AT_MOST) : text);
    }

    public Cause why() {
        return cause;
    }

    /** What error codes begin with: {@code directory}, {@code pdc-emulator} or {@link #REFERRAL}. */
    public String system() {
        return system;
    }

    public <T> Sighting<T> unseen() {
        return Sighting.unseen(cause, getMessage());
    }
}
