package writeback.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hierynomus.msdtyp.ACL;
import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msdtyp.SID;
import com.hierynomus.msdtyp.SecurityDescriptor;
import com.hierynomus.msdtyp.SecurityInformation;
import com.hierynomus.msdtyp.ace.ACE;
import com.hierynomus.msdtyp.ace.AceTypes;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DomainSession;
import writeback.relay.directory.SecurityIdentifier;
import writeback.relay.grouppolicy.Sysvol;
import writeback.relay.grouppolicy.SysvolFile;
import writeback.relay.grouppolicy.SysvolFiles;
import writeback.relay.operation.Bounds;
import writeback.relay.operation.OperationContext;
import writeback.relay.operation.OperationContext.VerifiedChange;
import writeback.relay.operation.Operations;
import writeback.relay.protocol.message.Outcome;
import writeback.relay.protocol.plan.Plan;
import writeback.relay.protocol.plan.SetMinimumPasswordAge;

/** The agent's own SMB to SYSVOL, against what the file system and an SMB client of its own see there. */
@OnDirectories(Kind.SAMBA)
class SysvolBySmbTest {

    @TempDir
    private Path folder;

    @Test
    void aFileIsReadWhateverItsCaseAndOneThatIsNotThereIsNotThere(Directory directory) throws Exception {
        try (Row row = new Row(directory);
                SysvolFiles files = row.open(directory.accounts().reading())) {
            assertThat(files.read(row.template)).isEqualTo(Files.readAllBytes(row.policy.template()));
            assertThat(files.replaceable(row.template)).isFalse();
            assertThatThrownBy(() -> files.read(SysvolFile.of(directory.domain(), "Policies", "{none}", "GPT.INI")))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aReplacedFileKeepsItsOwnerAndItsAccessList(Directory directory) throws Exception {
        try (Row row = new Row(directory);
                SysvolFiles files = row.open(directory.accounts().administrator())) {
            row.allow(directory.accounts().administrator());
            String before = row.security();
            byte[] old = files.read(row.template);
            byte[] fresh = "[System Access]\r\nMinimumPasswordAge = 0\r\n".getBytes(StandardCharsets.US_ASCII);

            assertThat(files.replaceable(row.template)).isTrue();
            files.replace(row.template, old, fresh);
            assertThat(files.read(row.template)).isEqualTo(fresh);
            assertThat(row.security()).isEqualTo(before);
            assertThat(row.names()).containsExactly("GptTmpl.inf");
        }
    }

    @Test
    void whoMayNotGiveTheOwnerBackOverwritesBytesOrLeavesTheFileAlone(Directory directory) throws Exception {
        try (Row row = new Row(directory);
                SysvolFiles files = row.open(directory.accounts().changing())) {
            row.allow(directory.accounts().changing());
            String before = row.security();
            byte[] old = files.read(row.template);
            byte[] sameLength = old.clone();
            sameLength[sameLength.length - 10] ^= 1;

            files.replace(row.template, old, sameLength);
            assertThat(files.read(row.template)).isEqualTo(sameLength);
            assertThatThrownBy(() -> files.replace(row.template, sameLength, new byte[] {1}))
                    .isInstanceOf(SysvolFiles.OwnerNotKeptException.class);
            assertThat(files.read(row.template)).isEqualTo(sameLength);
            assertThat(row.security()).isEqualTo(before);
            assertThat(row.names()).containsExactly("GptTmpl.inf");
        }
    }

    @Test
    void aFileThatSomebodyElseChangedIsLeftAlone(Directory directory) throws Exception {
        try (Row row = new Row(directory);
                SysvolFiles files = row.open(directory.accounts().administrator())) {
            byte[] now = files.read(row.template);
            assertThatThrownBy(() -> files.replace(row.template, new byte[] {1}, new byte[] {2}))
                    .isInstanceOf(SysvolFiles.ChangedMeanwhileException.class);
            assertThat(files.read(row.template)).isEqualTo(now);
            assertThat(row.names()).containsExactly("GptTmpl.inf");
        }
    }

    @Test
    void aFileWhoseReplacementIsNotAnsweredIsThereAllTheSame(Directory directory) throws Exception {
        byte[] fresh = "[System Access]\r\nMinimumPasswordAge = 0\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Row row = new Row(directory);
                LostAnswer line = new LostAnswer(row.address(), () -> row.holds(fresh))) {
            Account administrator = directory.accounts().administrator();
            row.allow(administrator);
            try (SysvolFiles files = row.openBy(LostAnswer.ADDRESS, administrator)) {
                byte[] old = files.read(row.template);
                assertThatThrownBy(() -> files.replace(row.template, old, fresh))
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> files.read(row.template))
                        .as("a connection that left a request without an answer")
                        .isInstanceOf(IOException.class);
            }
            assertThat(line.isLost()).isTrue();
            assertThat(row.holds(fresh)).isTrue();
        }
    }

    @Test
    void whatStillIsWrittenByAnotherConnectionIsNotDiscarded(Directory directory) throws Exception {
        try (Row row = new Row(directory);
                SysvolFiles files = row.open(directory.accounts().administrator())) {
            row.allow(directory.accounts().administrator());
            byte[] now = files.read(row.template);
            Path left = row.policy.template().resolveSibling("GptTmpl.inf.writeback-new");
            Files.write(left, now);
            try (Own other = new Own(directory);
                    var writing = other.writing(row.name(left))) {
                assertThat(writing.getFileId()).isNotNull();
                assertThatThrownBy(() -> files.discard(row.template)).isInstanceOf(IOException.class);
            }
            files.discard(row.template);
            assertThat(row.names()).containsExactly("GptTmpl.inf");
            try (Own other = new Own(directory);
                    var writing = other.writing(row.name(row.policy.template()))) {
                assertThat(writing.getFileId()).isNotNull();
                assertThatThrownBy(() -> files.discard(row.template)).isInstanceOf(IOException.class);
            }
            assertThat(files.read(row.template)).isEqualTo(now);
        }
    }

    @Test
    void whoMayNotWriteIsToldSo(Directory directory) throws Exception {
        try (Row row = new Row(directory);
                SysvolFiles files = row.open(directory.accounts().reading())) {
            byte[] now = files.read(row.template);
            assertThatThrownBy(() -> files.replace(row.template, now, now)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void aWholeChangeGoesThroughAndTheServerAppliesIt(Directory directory) throws Exception {
        try (Row row = new Row(directory)) {
            row.link();
            Account administrator = directory.accounts().administrator();
            row.allow(administrator);
            DirectorySettings settings = row.settings(administrator);
            UUID id = UUID.fromString(row.guid().replaceAll("[{}]", ""));
            var action = new SetMinimumPasswordAge(directory.domain(), id, "Contract", 1, 0);
            Plan plan = new Plan(
                    "tenant", "main", "tenant/person", Instant.now().plus(Duration.ofHours(1)), List.of(action));
            Outcome outcome = Operations.of(
                            List.of(settings),
                            Optional.empty(),
                            new Bounds(0, 2, List.of(directory.domain()), ""),
                            folder)
                    .find(action.operation())
                    .orElseThrow()
                    .run(new OperationContext(
                            Map.of(), new VerifiedChange("change", plan, 0), Clock.systemUTC(), folder));

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            directory.groupPolicy().run(false);
            assertThat(row.arrangement.entry(directory.baseDn(), "minPwdAge").getAttributeValue("minPwdAge"))
                    .as("an ordinary refresh sees the new version")
                    .isEqualTo("0");
        }
    }

    /** A GPO with a template, and a look at its files that is none of the agent's. */
    private static final class Row implements AutoCloseable {

        private static final Set<SecurityInformation> OWNER_AND_ACCESS = EnumSet.of(
                SecurityInformation.OWNER_SECURITY_INFORMATION,
                SecurityInformation.GROUP_SECURITY_INFORMATION,
                SecurityInformation.DACL_SECURITY_INFORMATION);

        private final Directory directory;
        private final Arrangement arrangement;
        private final PolicyObject policy;
        private final SysvolFile template;
        private final List<DomainSession> opened = new ArrayList<>();

        Row(Directory directory) {
            this.directory = directory;
            arrangement = new Arrangement(directory);
            arrangement.minimumAge(Duration.ofDays(1));
            policy = arrangement.policy(1);
            policy.writeSystemAccess("MinimumPasswordAge = 1");
            template = SysvolFile.of(
                    directory.domain(),
                    "policies",
                    guid(),
                    "MACHINE",
                    "microsoft",
                    "Windows NT",
                    "SecEdit",
                    "gpttmpl.INF");
        }

        String guid() {
            return String.valueOf(policy.folder().getFileName());
        }

        void link() {
            String before = arrangement.entry(directory.baseDn(), "gPLink").getAttributeValue("gPLink");
            arrangement.set(directory.baseDn(), "gPLink", before + policy.link(0));
        }

        DirectorySettings settings(Account account) {
            return settings(account, directory.settings().reach());
        }

        private DirectorySettings settings(Account account, DirectorySettings.Reach reach) {
            DirectorySettings given = directory.settings();
            var agents = Directory.agents(account);
            return new DirectorySettings(
                    reach,
                    given.domain(),
                    "smb://" + directory.domain() + "/sysvol",
                    given.pilotOu(),
                    new DirectorySettings.Accounts(agents, agents, null),
                    given.sync());
        }

        SysvolFiles open(Account account) throws Exception {
            return open(account, settings(account));
        }

        /** SMB goes by that address. */
        SysvolFiles openBy(String address, Account account) throws Exception {
            DirectorySettings.Reach given = directory.settings().reach();
            var reach = new DirectorySettings.Reach(
                    given.host(),
                    given.port(),
                    given.caFile(),
                    given.kerberos(),
                    Map.of(DirectorySettings.Reach.EVERY_NAME, address));
            return open(account, settings(account, reach));
        }

        private SysvolFiles open(Account account, DirectorySettings settings) throws Exception {
            DomainSession session = directory.as(account);
            opened.add(session);
            return Sysvol.of(settings).open(session, Directory.agents(account));
        }

        String address() {
            return Objects.requireNonNull(directory.address());
        }

        /** Whether the template has that content, as the file system sees it. */
        boolean holds(byte[] content) {
            try {
                return Arrays.equals(Files.readAllBytes(policy.template()), content);
            } catch (IOException e) {
                return false;
            }
        }

        String name(Path file) {
            return directory.sysvol().relativize(file).toString().replace('/', '\\');
        }

        /** Lets an account write the template and its folder; the owner stays who it is. */
        void allow(Account account) throws Exception {
            byte[] sid = arrangement.sid(account.name());
            ACE all = AceTypes.accessAllowedAce(
                    Set.of(),
                    EnumSet.of(AccessMask.GENERIC_ALL),
                    SID.fromString(SecurityIdentifier.read(sid).text()));
            for (Path path : List.of(
                    policy.template(), Objects.requireNonNull(policy.template().getParent()))) {
                String name = name(path);
                try (Own own = new Own(directory)) {
                    SecurityDescriptor now = own.share.getSecurityInfo(name, OWNER_AND_ACCESS);
                    List<ACE> entries = new ArrayList<>(now.getDacl().getAces());
                    entries.add(0, all);
                    own.share.setSecurityInfo(
                            name,
                            EnumSet.of(SecurityInformation.DACL_SECURITY_INFORMATION),
                            new SecurityDescriptor(
                                    now.getControl(),
                                    now.getOwnerSid(),
                                    now.getGroupSid(),
                                    null,
                                    new ACL(now.getDacl().getRevision(), entries)));
                }
            }
        }

        /** Owner, group and access list of the template, as another SMB client and as the file system see them. */
        String security() throws IOException {
            String name = name(policy.template());
            try (Own own = new Own(directory)) {
                SecurityDescriptor now = own.share.getSecurityInfo(name, OWNER_AND_ACCESS);
                return now.getOwnerSid() + " " + now.getGroupSid() + " " + now.getControl() + " "
                        + now.getDacl().getAces() + " " + Files.getAttribute(policy.template(), "unix:uid");
            }
        }

        List<String> names() throws IOException {
            try (var files = Files.list(policy.template().getParent())) {
                return files.map(file -> String.valueOf(file.getFileName())).toList();
            }
        }

        @Override
        public void close() {
            opened.forEach(DomainSession::close);
            arrangement.close();
        }
    }

    /** The administrator's own SMB. */
    private static final class Own implements AutoCloseable {

        private final SMBClient client = new SMBClient(SmbConfig.builder()
                .withSigningRequired(true)
                .withEncryptData(true)
                .build());
        private final DiskShare share;

        Own(Directory directory) throws IOException {
            Account administrator = directory.accounts().administrator();
            Connection connection = client.connect(Objects.requireNonNull(directory.address()));
            share = (DiskShare) connection
                    .authenticate(new AuthenticationContext(
                            administrator.sam(), administrator.password().toCharArray(), directory.domain()))
                    .connectShare("sysvol");
        }

        /** Opens a file as who overwrites it does: nobody else may write meanwhile. */
        File writing(String name) {
            return share.openFile(
                    name,
                    EnumSet.of(AccessMask.GENERIC_READ, AccessMask.GENERIC_WRITE),
                    null,
                    EnumSet.of(SMB2ShareAccess.FILE_SHARE_READ),
                    SMB2CreateDisposition.FILE_OPEN,
                    null);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
