package writeback.relay.grouppolicy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of one GPO, {@code SYSVOL/DOMAIN/Policies/{GUID}} (MS-GPOL 2.2.4, MS-GPSB 2.2).
 *
 * @param files the share, which has a folder for the domain
 */
public record GpoFolder(SysvolFiles files, String domain, UUID id) {

    /**
     * What both files hold.
     *
     * @param template null when the GPO has no security settings
     */
    public record Contents(byte[] ini, byte @Nullable [] template) {}

    /** @throws IOException also when GPT.INI is missing, a file is too large or the share does not answer in time */
    public Contents read() throws IOException {
        byte[] ini = files.read(ini());
        try {
            return new Contents(ini, files.read(template()));
        } catch (NoSuchFileException e) {
            return new Contents(ini, null);
        }
    }

    /** Whether the account may write both files; writes nothing. */
    public boolean writable() throws IOException {
        return files.replaceable(ini()) && files.replaceable(template());
    }

    /** Takes away what was to replace either file and never did; no such write takes effect any more then. */
    public void tidy() throws IOException {
        files.discard(template());
        files.discard(ini());
    }

    public SysvolFile ini() {
        return root().below("GPT.INI");
    }

    public SysvolFile template() {
        return root().below("MACHINE", "Microsoft", "Windows NT", "SecEdit", "GptTmpl.inf");
    }

    private SysvolFile root() {
        return SysvolFile.of(domain, "Policies", "{" + id + "}");
    }
}
