package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import writeback.relay.directory.DomainSession;

/**
 * One edit of a GPO's minimum password age: the template, GPT.INI's version, then the directory's {@code versionNumber},
 * the order in which Group Policy tools write, for a client acts only on a new version. When a step fails, the earlier ones
 * are put back.
 */
public final class GpoEdit {

    private final GpoSnapshot before;
    private final GpoVersion version;
    private final byte[] oldTemplate;
    private final byte[] oldIni;
    private final byte[] newTemplate;
    private final byte[] newIni;
    private final Path template;
    private final Path ini;

    /** How it ended. */
    public sealed interface Result permits Edited, NotEdited, Unclear {}

    /** All three are written. */
    public record Edited(GpoVersion version) implements Result {}

    /** Nothing is written, or everything is put back. */
    public record NotEdited(String detail) implements Result {}

    /** It is not known which of the three are written. */
    public record Unclear(String detail) implements Result {}

    /** Asks the directory again, over a new connection, which version the GPO has; empty when it cannot tell. */
    public interface VersionLook {
        Optional<GpoVersion> now();
    }

    /**
     * Prepares the edit; writes nothing.
     *
     * @throws MalformedPolicyException when a file does not define exactly one such value
     * @throws IOException when the files cannot be found
     */
    public GpoEdit(GpoSnapshot before, int days) throws MalformedPolicyException, IOException {
        this.before = before;
        this.oldTemplate =
                Objects.requireNonNull(before.files().template(), "a GPO that defines the value has a template");
        this.oldIni = before.files().ini();
        this.version = before.version().bumped();
        GptIni gptIni = GptIni.read(oldIni);
        this.newTemplate =
                SecurityTemplate.read(oldTemplate).withMinimumPasswordAge(days).bytes();
        this.newIni = gptIni.withVersion(gptIni.version().withComputer(version.computer()))
                .bytes();
        this.template = before.folder().template();
        this.ini = before.folder().ini();
    }

    /** Carries the edit out. */
    public Result apply(DomainSession session, VersionLook look) {
        try {
            SafeFile.replace(template, oldTemplate, newTemplate);
        } catch (IOException e) {
            return new NotEdited(said(e));
        }
        try {
            SafeFile.replace(ini, oldIni, newIni);
        } catch (IOException e) {
            return putBack(false, said(e));
        }
        try {
            session.modify(versionChange());
        } catch (LDAPException e) {
            String detail = "versionNumber: LDAP " + e.getResultCode().intValue() + " "
                    + e.getResultCode().getName();
            return e.getResultCode().isClientSideResultCode() ? settle(look, detail) : putBack(true, detail);
        }
        return new Edited(version);
    }

    /** Deletes the old value by name, so that the server refuses if somebody has edited the GPO meanwhile. */
    private ModifyRequest versionChange() {
        return new ModifyRequest(
                before.distinguishedName(),
                new Modification(
                        ModificationType.DELETE,
                        "versionNumber",
                        before.version().signed()),
                new Modification(ModificationType.ADD, "versionNumber", version.signed()));
    }

    /** The connection broke while the server had the request: only a look tells. */
    private Result settle(VersionLook look, String detail) {
        Optional<GpoVersion> now = look.now();
        if (now.isPresent() && now.get().equals(version)) {
            return new Edited(version);
        }
        if (now.isPresent() && now.get().equals(before.version())) {
            return putBack(true, detail);
        }
        return new Unclear(detail + "; the files are written, the directory's version is not known");
    }

    private Result putBack(boolean iniToo, String detail) {
        try {
            if (iniToo) {
                SafeFile.replace(ini, newIni, oldIni);
            }
            SafeFile.replace(template, newTemplate, oldTemplate);
            return new NotEdited(detail + "; the files are put back");
        } catch (IOException e) {
            return new Unclear(detail + "; and putting the files back failed: " + said(e));
        }
    }

    private static String said(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
