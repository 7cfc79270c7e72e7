package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import java.io.IOException;
import java.util.Objects;
import writeback.relay.directory.DomainSession;

/**
 * One edit of a GPO's minimum password age: the template, GPT.INI's version, then the directory's {@code versionNumber},
 * the order in which Group Policy tools write, for a client acts only on a new version. When a step fails, the earlier ones
 * are put back. Each of the three is written only over exactly what it is expected to hold.
 *
 * @param distinguishedName of the GPO's container
 */
public record GpoEdit(String distinguishedName, GpoFolder folder, GpoState before, GpoState after) {

    /** How it ended. */
    public sealed interface Result permits Edited, NotEdited, Unclear {}

    /** All three are written. */
    public record Edited(GpoVersion version) implements Result {}

    /** Nothing is written, or everything is put back. */
    public record NotEdited(String detail) implements Result {}

    /** It is not known which of the three are written: only a look over a new connection tells ({@link CutEdit}). */
    public record Unclear(String detail) implements Result {}

    /**
     * Prepares an edit; writes nothing.
     *
     * @throws MalformedPolicyException when a file does not define exactly one such value
     */
    public static GpoEdit of(GpoSnapshot found, int days) throws MalformedPolicyException {
        byte[] template =
                Objects.requireNonNull(found.files().template(), "a GPO that defines the value has a template");
        GpoState before = new GpoState(template, found.files().ini(), found.version());
        GpoVersion version = found.version().bumped();
        GptIni ini = GptIni.read(before.ini());
        GpoState after = new GpoState(
                SecurityTemplate.read(template).withMinimumPasswordAge(days).bytes(),
                ini.withVersion(ini.version().withComputer(version.computer())).bytes(),
                version);
        return new GpoEdit(found.distinguishedName(), found.folder(), before, after);
    }

    /** Carries the edit out. */
    public Result apply(DomainSession session) {
        try {
            writeTemplate(before, after);
        } catch (IOException e) {
            return nothingWritten(e) ? new NotEdited(said(e)) : new Unclear(said(e));
        }
        try {
            writeIni(before, after);
        } catch (IOException e) {
            return nothingWritten(e) ? putBack(false, said(e)) : new Unclear(said(e));
        }
        try {
            writeVersion(session, before, after);
        } catch (LDAPException e) {
            // Otherwise the connection broke while the server had the request.
            return e.getResultCode().isClientSideResultCode() ? new Unclear(said(e)) : putBack(true, said(e));
        }
        return new Edited(after.version());
    }

    /** Any other failure may be that of the answer alone. */
    private static boolean nothingWritten(IOException e) {
        return e instanceof SysvolFiles.ChangedMeanwhileException || e instanceof SysvolFiles.OwnerNotKeptException;
    }

    void writeTemplate(GpoState from, GpoState to) throws IOException {
        folder.files().replace(folder.template(), from.template(), to.template());
    }

    void writeIni(GpoState from, GpoState to) throws IOException {
        folder.files().replace(folder.ini(), from.ini(), to.ini());
    }

    /** Deletes the old value by name, so that the server refuses if somebody has edited the GPO meanwhile. */
    void writeVersion(DomainSession session, GpoState from, GpoState to) throws LDAPException {
        session.modify(new ModifyRequest(
                distinguishedName,
                new Modification(
                        ModificationType.DELETE, "versionNumber", from.version().signed()),
                new Modification(
                        ModificationType.ADD, "versionNumber", to.version().signed())));
    }

    private Result putBack(boolean iniToo, String detail) {
        try {
            if (iniToo) {
                writeIni(after, before);
            }
            writeTemplate(after, before);
            return new NotEdited(detail + (iniToo ? "; the files are put back" : "; the template is put back"));
        } catch (IOException e) {
            return new Unclear(detail + "; and putting the files back failed: " + said(e));
        }
    }

    static String said(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    static String said(LDAPException e) {
        return "versionNumber: LDAP " + e.getResultCode().intValue() + " "
                + e.getResultCode().getName();
    }
}
