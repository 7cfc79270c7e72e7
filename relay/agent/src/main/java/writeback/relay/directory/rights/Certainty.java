package writeback.relay.directory.rights;

/** Whether something holds, where that cannot always be told. */
enum Certainty {
    YES,
    NO,
    MAYBE
}
