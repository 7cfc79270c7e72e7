package writeback.bot.runbook;

/** What the runbook looks for. The code is stable: texts, trail and evidence name findings by it. */
public enum FindingCode {
    DIRECTORY_ANSWERS("directory.answers", Step.PREREQUISITES),
    DIRECTORY_ACCOUNTS("directory.accounts", Step.PREREQUISITES),
    FOREST_DOMAINS("forest.domains", Step.PREREQUISITES),
    SYNC_ENABLED("sync.enabled", Step.PREREQUISITES),
    SYNC_RECENT("sync.recent", Step.PREREQUISITES),
    CONNECT_VERSION("connect.version", Step.PREREQUISITES),
    CONNECT_SERVICE("connect.service", Step.PREREQUISITES),
    CONNECT_STAGING("connect.staging", Step.PREREQUISITES),
    CONNECT_SCHEDULER("connect.scheduler", Step.PREREQUISITES),
    LICENCE_P1("licence.p1", Step.PREREQUISITES),
    ROLE_ENTRA("role.entra", Step.PREREQUISITES),
    RIGHTS_CHANGE("rights.change", Step.PREREQUISITES),
    CONNECT_WRITEBACK("connect.writeback", Step.CONNECT),
    CONNECTOR_ACCOUNT("connector.account", Step.CONNECT),
    CONNECTOR_PRIVILEGED("connector.privileged", Step.CONNECT),
    CONNECTOR_RIGHTS("connector.rights", Step.CONNECT),
    SIGNIN_SESSION("signin.session", Step.SIGN_IN),
    INTEGRATION_OPTIONS("integration.options", Step.INTEGRATION),
    SSPR_SCOPE("sspr.scope", Step.SCOPE),
    SSPR_REGISTERED("sspr.registered", Step.SCOPE),
    AGE_DOMAIN("age.domain", Step.MINIMUM_AGE),
    AGE_GPO("age.gpo", Step.MINIMUM_AGE),
    AGE_PSO("age.pso", Step.MINIMUM_AGE),
    AGE_REPLICAS("age.replicas", Step.MINIMUM_AGE),
    PROOF_POLICY("proof.policy", Step.PROOF),
    PROOF_CHANNEL("proof.channel", Step.PROOF),
    PROOF_SELF_SERVICE("proof.selfservice", Step.PROOF);

    private final String code;
    private final Step step;

    FindingCode(String code, Step step) {
        this.code = code;
        this.step = step;
    }

    public String code() {
        return code;
    }

    public Step step() {
        return step;
    }
}
