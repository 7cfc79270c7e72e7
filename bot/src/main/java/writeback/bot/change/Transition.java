package writeback.bot.change;

/** One allowed move. */
record Transition(ChangeState from, ChangeEvent event, ChangeState to) {}
