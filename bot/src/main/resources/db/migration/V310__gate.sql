-- A link may also open something that waits for one person, instead of signing in to the bot.
alter table signin_link add column purpose varchar(40) default '' not null;
alter table signin_link add column target varchar(200) default '' not null;
-- Handed to the browser that proved to be that person's; good once.
alter table signin_link add column ticket_hash varchar(64);
alter table signin_link add column admitted_at timestamp with time zone;
-- A link that was tried after its time: told to the trail once.
alter table signin_link add column refused_at timestamp with time zone;
create index signin_link_ticket on signin_link (ticket_hash);
