-- The newest line of each relay's journal that the bot heard of. A relay that no longer has that line lost its memory.
create table premises_journal (
  tenant varchar(64) not null,
  premises varchar(64) not null,
  agent varchar(64) not null,
  number bigint not null,
  hash varchar(64) not null,
  heard_at timestamp with time zone not null,
  primary key (tenant, premises, agent)
);
