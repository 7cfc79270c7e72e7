package writeback.lab;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import writeback.lab.channel.TeamsChannel;
import writeback.lab.directory.DirectoryDescription;
import writeback.lab.directory.PracticeDirectory;
import writeback.lab.directory.PracticeDomain;
import writeback.lab.page.LabPage;
import writeback.lab.powershell.SyncServer;
import writeback.lab.signin.AppRegistration;
import writeback.lab.signin.SignInServer;

/** What there is and where, as {@code lab.json} says it; the lab's README lists the members. */
record Description(
        RunFolder folder,
        Path ca,
        LabPage page,
        SignInServer signIn,
        AppRegistration web,
        Ports ports,
        TeamsChannel channel,
        AppRegistration bot,
        PracticeDirectory directory,
        Path powershell) {

    /** Writes {@code lab.json} into the run folder. */
    Path write() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("tenant", inOrder("id", Tenant.ID, "name", Tenant.NAME, "domain", Tenant.DOMAIN));
        all.put("ca", ca.toString());
        all.put("page", page.base());
        all.put("portal", inOrder("base", page.base()));
        all.put(
                "signIn",
                inOrder(
                        "authority", signIn.authority(),
                        "clientId", web.clientId(),
                        "clientSecretFile", inFolder("sign-in.secret")));
        all.put("graph", inOrder("baseUrl", "https://localhost:" + ports.graph() + "/v1.0"));
        all.put(
                "channel",
                inOrder(
                        "openIdMetadata", channel.openIdMetadata(),
                        "serviceUrl", channel.serviceUrl(),
                        "tokenEndpoint", signIn.tokenEndpoint(),
                        "appId", bot.clientId(),
                        "appSecretFile", inFolder("bot.secret"),
                        "base", channel.base()));
        all.put("people", People.all().stream().map(Description::person).toList());
        all.put("directory", directory(directory.describe()));
        all.put("connect", inOrder("powershell", powershell.toString(), "server", SyncServer.NAME));
        return folder.write("lab.json", pretty(all));
    }

    private String inFolder(String name) {
        return folder.root().resolve(name).toString();
    }

    private static Map<String, Object> person(Person person) {
        return inOrder(
                "name", person.name(),
                "displayName", person.displayName(),
                "userPrincipalName", person.userPrincipalName(),
                "aadObjectId", person.aadObjectId(),
                "tenantId", person.tenantId(),
                "userType", person.userType(),
                "botUserId", person.botUserId());
    }

    private static Map<String, Object> directory(DirectoryDescription it) {
        DirectoryDescription.TestAccount test = it.testAccount();
        return inOrder(
                "kind", it.kind(),
                "host", it.host(),
                "port", it.port(),
                "domain", it.domain(),
                "baseDn", it.baseDn(),
                "domainController", it.domainController(),
                "sysvol", it.sysvol().toString(),
                "pilotOu", it.pilotOu(),
                "ldapsName", it.ldapsName(),
                "replica", inOrder("domainController", PracticeDomain.REPLICA, "host", it.replicaHost()),
                "accounts",
                        inOrder(
                                "administrator", account(it.accounts().administrator()),
                                "reading", account(it.accounts().reading()),
                                "changing", account(it.accounts().changing()),
                                "rehearsal", account(it.accounts().rehearsal()),
                                "connector", account(it.accounts().connector())),
                "testAccount",
                        inOrder(
                                "sam", test.sam(),
                                "dn", test.dn(),
                                "userPrincipalName", test.userPrincipalName(),
                                "aadObjectId", test.aadObjectId()));
    }

    private static Map<String, Object> account(DirectoryDescription.ServiceAccount account) {
        return inOrder(
                "dn", account.dn(),
                "sam", account.sam(),
                "passwordFile", account.passwordFile().toString());
    }

    private static Map<String, Object> inOrder(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    private static String pretty(Map<String, Object> all) {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }
}
