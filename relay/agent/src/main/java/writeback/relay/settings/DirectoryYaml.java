package writeback.relay.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import writeback.relay.directory.DirectorySettings;
import writeback.relay.directory.DirectorySettings.Account;
import writeback.relay.directory.DirectorySettings.Accounts;
import writeback.relay.directory.DirectorySettings.Reach;
import writeback.relay.directory.DirectorySettings.SyncSide;

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
        return all;
    }

    private Optional<DirectorySettings> domain(Section section) {
        Optional<Reach> reach = reach(section);
        String domain = section.value("domain", Names::dnsName).orElse("");
        Optional<Path> sysvol = section.value("sysvol", files::resolve);
        String pilotOu = section.valueOrEmpty("pilot-ou", Names::distinguishedName);
        Optional<Accounts> accounts = accounts(section.section("accounts"));
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

    private Optional<Reach> reach(Section section) {
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
        return section.value("ca-file", files::existing).map(caFile -> new Reach(host, port, caFile, addresses));
    }

    private Optional<Accounts> accounts(Section accounts) {
        Optional<Account> reading = account(accounts, "reading", true);
        Optional<Account> changing = account(accounts, "changing", false);
        Optional<Account> rehearsal = account(accounts, "rehearsal", false);
        accounts.end();
        return reading.map(account -> new Accounts(account, changing.orElse(null), rehearsal.orElse(null)));
    }

    private Optional<Account> account(Section accounts, String key, boolean required) {
        if (!accounts.has(key) && !required) {
            return Optional.empty();
        }
        Section account = accounts.section(key);
        String name = account.text("name");
        Optional<Path> passwordFile = account.value("password-file", files::existing);
        account.end();
        return passwordFile.map(path -> new Account(name, path));
    }
}
