package writeback.relay.grouppolicy;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.util.Arrays;
import writeback.relay.directory.DomainSession;

/**
 * An edit that was cut off, as by a crash or a share that is gone: what its three places hold now, each exactly what was before or exactly what was
 * to be written, or what a third hand wrote. Finishing it and putting it back are idempotent: a place that holds what it
 * shall hold is left alone, and every other is written only over exactly what it is expected to hold.
 */
public record CutEdit(GpoEdit edit, Place template, Place ini, Place version) {

    /** What one place holds. */
    public enum Place {
        BEFORE,
        AFTER,
        /** Neither: a third hand was there. */
        OTHER
    }

    /** @param now both stores as they are */
    public static CutEdit look(GpoEdit edit, GpoSnapshot now) {
        byte[] template = now.files().template();
        GpoState before = edit.before();
        GpoState after = edit.after();
        return new CutEdit(
                edit,
                template == null
                        ? Place.OTHER
                        : place(Arrays.equals(template, before.template()), Arrays.equals(template, after.template())),
                place(
                        Arrays.equals(now.files().ini(), before.ini()),
                        Arrays.equals(now.files().ini(), after.ini())),
                place(now.version().equals(before.version()), now.version().equals(after.version())));
    }

    private static Place place(boolean before, boolean after) {
        return before ? Place.BEFORE : after ? Place.AFTER : Place.OTHER;
    }

    public boolean nothingWritten() {
        return all(Place.BEFORE);
    }

    public boolean everythingWritten() {
        return all(Place.AFTER);
    }

    /** Whether a place holds what neither we nor those before us wrote; nothing may be written then. */
    public boolean touchedByOthers() {
        return template == Place.OTHER || ini == Place.OTHER || version == Place.OTHER;
    }

    private boolean all(Place wanted) {
        return template == wanted && ini == wanted && version == wanted;
    }

    /** Writes what is not written yet, in the order of the edit. */
    public GpoEdit.Result finish(DomainSession session) {
        try {
            if (template == Place.BEFORE) {
                edit.writeTemplate(edit.before(), edit.after());
            }
            if (ini == Place.BEFORE) {
                edit.writeIni(edit.before(), edit.after());
            }
            if (version == Place.BEFORE) {
                edit.writeVersion(session, edit.before(), edit.after());
            }
            return new GpoEdit.Edited(edit.after().version());
        } catch (IOException e) {
            return new GpoEdit.Unclear("not finished, " + GpoEdit.said(e));
        } catch (LDAPException e) {
            return new GpoEdit.Unclear("not finished, " + GpoEdit.said(e));
        }
    }

    /** Puts back what is written, in the opposite order. */
    public GpoEdit.Result putBack(DomainSession session) {
        try {
            if (version == Place.AFTER) {
                edit.writeVersion(session, edit.after(), edit.before());
            }
            if (ini == Place.AFTER) {
                edit.writeIni(edit.after(), edit.before());
            }
            if (template == Place.AFTER) {
                edit.writeTemplate(edit.after(), edit.before());
            }
            return new GpoEdit.NotEdited("it had been cut off and is put back");
        } catch (IOException e) {
            return new GpoEdit.Unclear("not put back, " + GpoEdit.said(e));
        } catch (LDAPException e) {
            return new GpoEdit.Unclear("not put back, " + GpoEdit.said(e));
        }
    }

    @Override
    public String toString() {
        return "GptTmpl.inf " + word(template) + ", GPT.INI " + word(ini) + ", versionNumber " + word(version);
    }

    private static String word(Place place) {
        return switch (place) {
            case BEFORE -> "as before";
            case AFTER -> "as written";
            case OTHER -> "written by somebody else";
        };
    }
}
