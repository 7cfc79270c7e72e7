package writeback.bot.identity;

/**
 * An account that has just signed in.
 *
 * @param id tenant and object id of the account, which need not be its person's own
 * @param name its user principal name
 * @param tokenCache MSAL's token cache as JSON; secret
 */
record Account(PersonId id, String name, String displayName, String tokenCache) {

    @Override
    public String toString() {
        return "Account[" + id.text() + "]";
    }
}
