-- Since when a change waits for a person at the console of the relay that has it (leased_agent).
alter table premises_command add column waiting_since timestamp with time zone;
-- Who carried it out there, in the relay's words.
alter table premises_command add column operator varchar(400);
