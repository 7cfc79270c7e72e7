package writeback.relay.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.directory.DirectorySettings.Reach;
import writeback.relay.directory.DirectorySettings.SyncSide;
import writeback.relay.directory.signin.KerberosPlace;
import writeback.relay.directory.signin.SignIn;
import writeback.relay.grouppolicy.Sysvol;

/** The section {@code directory}: one domain, or a list of them. */
final class DirectoryYaml {

    static final String KEY = "directory";

    private final BesideFile files;

    private DirectoryYaml(BesideFile files) {
        this.files = files;
    }

    static List<DirectorySettings> read(Section root, BesideFile files) {
        DirectoryYaml yaml = new DirectoryYaml(files);
        List<DirectorySettings> all = new ArrayList<>();
        Set<String> domains = new HashSet<>();
        for (Section section : root.sections(KEY)) {
            Optional<DirectorySettings> settings = yaml.domain(section);
            settings.filter(found -> !domains.add(found.domain()))
                    .ifPresent(again -> section.wrong("domain", again.domain() + " has a section already"));
            settings.ifPresent(all::add);
        }
        if (signsIn(all, SignIn.ServiceIdentity.class) && signsIn(all, SignIn.Kerberos.class)) {
            root.wrong(KEY, "service-identity and kerberos do not go together: Java speaks one of them a process");
        }
        return all;
    }

    private static boolean signsIn(List<DirectorySettings> all, Class<? extends SignIn> way) {
        return all.stream()
                .flatMap(each -> each.accounts().all().stream())
                .anyMatch(account -> way.isInstance(account.signIn()));
    }

    private Optional<DirectorySettings> domain(Section section) {
        String domain = section.value("domain", Names::dnsName).orElse("");
        Optional<Reach> reach = reach(section, domain);
        Optional<String> sysvol = section.value("sysvol", text -> sysvol(text, domain));
        String pilotOu = section.valueOrEmpty("pilot-ou", Names::distinguishedName);
        String realm = reach.map(Reach::kerberos).map(KerberosPlace::realm).orElse("");
        Optional<Accounts> accounts = new AccountsYaml(files, realm).read(section.section("accounts"));
        if (sysvol.filter(place -> place.startsWith(Sysvol.SMB)).isPresent()
                && accounts.filter(all -> !readsFilesWithPassword(all)).isPresent()) {
            section.wrong(
                    "sysvol",
                    "must be a folder, such as \\\\" + domain
                            + "\\SYSVOL, or accounts.reading and accounts.changing must"
                            + " sign in with name and password-file: smb:// knows nothing else");
        }
        SyncSide sync = new SyncSide(
                section.optionalText("connector-account").orElse(null),
                section.optionalValue("connector-domain-controller", Names::dnsName)
                        .orElse(null),
                section.values("user-containers", Names::distinguishedName));
        section.end();
        return reach.isEmpty() || sysvol.isEmpty() || accounts.isEmpty()
                ? Optional.empty()
                : Optional.of(new DirectorySettings(reach.get(), domain, sysvol.get(), pilotOu, accounts.get(), sync));
    }

    /** The rehearsal account has nothing to do in SYSVOL. Accounts that are wrong themselves are told of by themselves. */
    private static boolean readsFilesWithPassword(Accounts accounts) {
        return Stream.of(accounts.reading(), accounts.changing())
                .filter(Objects::nonNull)
                .allMatch(account -> account.signIn() instanceof SignIn.SimpleBind);
    }

    /** SMB names the domain: taken is always the copy of the domain controller whose directory is asked. */
    private String sysvol(String text, String domain) {
        if (!text.startsWith(Sysvol.SMB)) {
            return files.resolve(text).toString();
        }
        if (!text.toLowerCase(Locale.ROOT).matches(Pattern.quote(Sysvol.SMB + domain) + "/[^/\\\\]+")) {
            throw new IllegalArgumentException(
                    "must be like " + Sysvol.SMB + domain + "/sysvol, with the domain's name, and is " + text);
        }
        return text;
    }

    private Optional<Reach> reach(Section section, String domain) {
        String host = section.text("host");
        int port = section.number("port", 1, 65535, 636);
        Map<String, String> addresses = new TreeMap<>();
        section.optionalValue("address", Names::ipAddress)
                .ifPresent(address -> addresses.put(Reach.EVERY_NAME, address));
        Section named = section.optionalSection("addresses");
        for (String name : named.keys()) {
            named.optionalValue(name, address -> Map.entry(Names.dnsName(name), Names.ipAddress(address)))
                    .ifPresent(entry -> addresses.put(entry.getKey(), entry.getValue()));
        }
        KerberosPlace kerberos = kerberos(section.optionalSection("kerberos"), host, domain, addresses);
        return section.value("ca-file", files::existing)
                .map(caFile -> new Reach(host, port, caFile, kerberos, addresses));
    }

    /** Every domain controller is a key distribution centre, and a realm is named as its domain (MS-KILE 3.3.5). */
    private static KerberosPlace kerberos(Section section, String host, String domain, Map<String, String> addresses) {
        String any = addresses.getOrDefault(Reach.EVERY_NAME, host);
        String realm = section.optionalValue("realm", Names::dnsName).orElse(domain);
        String kdc = section.optionalText("kdc").orElse(addresses.getOrDefault(host.toLowerCase(Locale.ROOT), any));
        int port = section.number("port", 1, 65535, KerberosPlace.LDAP_PORT);
        section.end();
        return new KerberosPlace(realm.toUpperCase(Locale.ROOT), kdc, port);
    }
}
