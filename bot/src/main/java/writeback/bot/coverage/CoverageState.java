package writeback.bot.coverage;

/** Where a walk stands. */
public enum CoverageState {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
}
