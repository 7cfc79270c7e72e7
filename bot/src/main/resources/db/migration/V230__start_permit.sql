-- A change is started only with the bot's permit, and belongs from then on to that one agent.
alter table premises_command add column started_agent varchar(64);
-- The life of the agent that was let start it: another one only looks what became of it.
alter table premises_command add column started_instance varchar(64);
alter table premises_command add column started_at timestamp with time zone;
-- Relays before this did not ask: what one of them had in its hands may have been started.
update premises_command set started_agent = leased_agent, started_instance = leased_instance, started_at = issued_at
  where state = 'OPEN' and change_id is not null and fence > 0;
