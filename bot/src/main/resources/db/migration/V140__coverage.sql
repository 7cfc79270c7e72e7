-- Walks over all users: how many can be written back.
create table coverage_run (
  id varchar(40) primary key,
  tenant varchar(100) not null,
  premises varchar(100) not null,
  asker varchar(100) not null,
  -- held while it runs: one walk at a time for each person
  open_key varchar(300),
  state varchar(20) not null,
  asked varchar(2000) not null,
  -- grows with every page; what is to be done next names it, so that a second telling finds it done
  step int not null,
  scope text not null,
  leg int not null,
  cursor_at text not null,
  -- users of the domains that are finished
  leg_base bigint not null,
  looked bigint not null,
  covered bigint not null,
  expected bigint,
  reasons varchar(2000) not null,
  units text not null,
  began_anew boolean not null,
  trouble_cause varchar(40),
  trouble_detail varchar(2000),
  trouble_since timestamp with time zone,
  tries int not null,
  started_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  told_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  -- until when the list of users is kept; null: there is none
  list_until timestamp with time zone,
  constraint coverage_open_once unique (open_key)
);
create index coverage_ended_idx on coverage_run (ended_at);

-- Locked for as long as somebody takes a page; a lock ends with whoever held it.
create table coverage_lock (
  run_id varchar(40) primary key references coverage_run (id) on delete cascade
);

-- Counts by organisational unit while a walk is under way; the sum of it stays in the run.
create table coverage_unit (
  run_id varchar(40) not null references coverage_run (id) on delete cascade,
  name_hash varchar(64) not null,
  name varchar(1000) not null,
  users bigint not null,
  covered bigint not null,
  untold bigint not null,
  primary key (run_id, name_hash)
);

-- Users that cannot be written back, or of whom that cannot be told: compressed JSON, a page of the walk each.
create table coverage_page (
  run_id varchar(40) not null references coverage_run (id) on delete cascade,
  step int not null,
  users int not null,
  content bytea not null,
  primary key (run_id, step)
);
