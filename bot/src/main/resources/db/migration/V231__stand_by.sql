-- When it was handed out: a relay that does not come back to poll after that is silent.
alter table premises_command add column leased_at timestamp with time zone;
-- What each relay knows, words with spaces between; null from before it was kept: it polls again at once.
alter table premises_relay add column operations varchar(4000);
-- Its newest poll. One that waits elsewhere was cut off on the way, and nothing is handed to it.
alter table premises_relay add column poll varchar(40);
