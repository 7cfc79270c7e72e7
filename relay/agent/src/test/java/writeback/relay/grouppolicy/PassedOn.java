package writeback.relay.grouppolicy;

import java.io.IOException;

/** Files of a SYSVOL as they are, for who disturbs some of what is done with them. */
abstract class PassedOn implements SysvolFiles {

    private final SysvolFiles files;

    PassedOn(SysvolFiles files) {
        this.files = files;
    }

    @Override
    public byte[] read(SysvolFile file) throws IOException {
        return files.read(file);
    }

    @Override
    public boolean replaceable(SysvolFile file) throws IOException {
        return files.replaceable(file);
    }

    @Override
    public void replace(SysvolFile file, byte[] expected, byte[] content) throws IOException {
        files.replace(file, expected, content);
    }

    @Override
    public void discard(SysvolFile file) throws IOException {
        files.discard(file);
    }

    @Override
    public String place(SysvolFile file) {
        return files.place(file);
    }

    @Override
    public void close() {
        files.close();
    }
}
