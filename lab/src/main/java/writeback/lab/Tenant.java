package writeback.lab;

/** The practice organisation's Entra tenant; the same at each start. */
public final class Tenant {
    public static final String ID = "2f8b6e90-4c1d-4a7e-b3f5-71d9c0a8e5d2";
    public static final String NAME = "Contoso Practice";
    /** DNS name of the on-premises domain and of the tenant's users. */
    public static final String DOMAIN = "contoso.test";

    private Tenant() {}
}
