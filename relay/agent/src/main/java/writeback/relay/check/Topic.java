package writeback.relay.check;

/** A part of the check that does not wait for the others. */
interface Topic {

    /** The section that it begins with. */
    String title();

    /**
     * Looks, and writes down what it sees as soon as it sees it: what is written when the time is over counts.
     *
     * @throws InterruptedException when the time is over
     */
    void look(Sheet sheet) throws InterruptedException;
}
