package writeback.bot.runbook;

import java.time.Instant;

/** Somebody answers for leaving a finding as it is, as a shop may that keeps a minimum age of one day by its baseline. */
public record Acceptance(FindingCode code, String reason, String by, Instant until) {}
