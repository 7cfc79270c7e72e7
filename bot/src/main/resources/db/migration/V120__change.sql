create table change_request (
  id varchar(40) primary key,
  version int not null,
  state varchar(30) not null,
  tenant varchar(100) not null,
  premises varchar(100) not null,
  plan varchar(200000) not null,
  plan_hash varchar(64) not null,
  reason varchar(2000) not null,
  requester varchar(100) not null,
  requester_name varchar(500) not null,
  consent boolean not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  -- what it would change; held while it is open, so that two open requests cannot be about the same
  open_key varchar(1000),
  decider varchar(100),
  decider_name varchar(500),
  decider_role varchar(100),
  decided_at timestamp with time zone,
  decision_reason varchar(2000),
  approved_hash varchar(64),
  detail_code varchar(60) not null,
  detail_args varchar(20000) not null,
  next_look_at timestamp with time zone,
  -- verifying or in doubt: when looking ends
  look_until timestamp with time zone,
  moved_at timestamp with time zone not null,
  constraint change_open_once unique (open_key)
);
create index change_requested_idx on change_request (tenant, premises, requested_at);

create table change_action (
  change_id varchar(40) not null references change_request (id),
  idx int not null,
  state varchar(20) not null,
  -- the relay's command, or the cloud's operation
  handle varchar(2000),
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  code varchar(60) not null,
  args varchar(20000) not null,
  -- what was seen before it started, and on the way
  progress varchar(20000) not null,
  -- the outcome as it came, values before and place of the backup included
  outcome varchar(1100000),
  primary key (change_id, idx)
);

-- Locked for as long as somebody works on a change; a lock ends with whoever held it.
create table change_lock (
  change_id varchar(40) primary key references change_request (id)
);
