package writeback.relay.grouppolicy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DomainSession;

/** SYSVOL as a folder that this process's own identity opens, on Windows by its UNC name. */
record FolderSysvol(String folder) implements Sysvol {

    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);

    @Override
    public SysvolFiles open(DomainSession session, Account account) {
        return new FolderFiles(Path.of(of(session.host(), session.domain())), ANSWER_AT_MOST);
    }

    /** {@code \\DOMAIN\share} leads to whatever domain controller is near: ours is named in its place. */
    String of(String host, String domain) {
        String start = "\\\\" + domain + "\\";
        return folder.toLowerCase(Locale.ROOT).startsWith(start)
                ? "\\\\" + host + "\\" + folder.substring(start.length())
                : folder;
    }
}
