package writeback.bot.identity;

/** Who is one and the same human. */
public interface Persons {

    /**
     * Whether these are one human as far as linked accounts tell: one's account belongs to the other, or both belong to a
     * third, however many links lie between. Links are never taken back, so whoever was the same once stays so; and
     * whatever account somebody signs in with is their own or linked to them.
     */
    boolean same(PersonId one, PersonId other);
}
