package writeback.relay.directory.signin;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SASLBindRequest;
import com.unboundid.ldap.sdk.SASLClientBindHandler;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * A SASL GSSAPI bind that is refused unless the server proves itself and every later message is encrypted. The library's
 * own {@code GSSAPIBindRequest} would write a JAAS file and change the whole process's Kerberos settings.
 */
final class GssapiBind extends SASLBindRequest {

    private static final long serialVersionUID = 1;
    private static final String MECHANISM = "GSSAPI";
    private static final Map<String, String> ENCRYPTED =
            Map.of(Sasl.QOP, "auth-conf", Sasl.SERVER_AUTH, "true", Sasl.STRENGTH, "high");

    private final String host;
    private final transient @Nullable Subject subject;

    /**
     * @param host DNS name of the domain controller: its service is {@code ldap/host}
     * @param subject who binds; null: as whom the process runs
     */
    GssapiBind(String host, @Nullable Subject subject) {
        super(new Control[0]);
        this.host = host;
        this.subject = subject;
    }

    @Override
    public String getSASLMechanismName() {
        return MECHANISM;
    }

    @Override
    protected BindResult process(LDAPConnection connection, int depth) throws LDAPException {
        PrivilegedExceptionAction<BindResult> bind = () -> bind(connection);
        try {
            return subject == null ? bind.run() : Subject.doAs(subject, bind);
        } catch (PrivilegedActionException e) {
            throw told(e.getException());
        } catch (Exception e) {
            throw told(e);
        }
    }

    private BindResult bind(LDAPConnection connection) throws LDAPException, SaslException {
        SaslClient client = Sasl.createSaslClient(new String[] {MECHANISM}, null, "ldap", host, ENCRYPTED, null);
        if (client == null) {
            throw new SaslException("this Java has no GSSAPI");
        }
        return new SASLClientBindHandler(
                        this,
                        connection,
                        MECHANISM,
                        client,
                        getControls(),
                        getResponseTimeoutMillis(connection),
                        new ArrayList<>())
                .processSASLBind();
    }

    private static LDAPException told(Exception e) {
        return e instanceof LDAPException ldap
                ? ldap
                : new LDAPException(ResultCode.LOCAL_ERROR, String.valueOf(e.getMessage()), e);
    }

    @Override
    public SASLBindRequest duplicate() {
        return this;
    }

    @Override
    public SASLBindRequest duplicate(Control[] controls) {
        return this;
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("GssapiBind(ldap/").append(host).append(')');
    }
}
