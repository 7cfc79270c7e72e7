-- What a relay is to do, one row a command. Handed out again, under a higher fence, until it is answered or over.
create table premises_command (
  id varchar(40) primary key,
  tenant varchar(64) not null,
  premises varchar(64) not null,
  capability varchar(40) not null,
  operation varchar(60) not null,
  -- null for a reading command
  change_id varchar(100),
  action_index integer,
  payload text not null,
  -- OPEN, ANSWERED or EXPIRED
  state varchar(10) not null,
  fence bigint not null,
  leased_until timestamp with time zone,
  leased_agent varchar(64),
  leased_instance varchar(64),
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone
);
create unique index premises_command_change on premises_command (change_id, action_index);
create index premises_command_open on premises_command (state, expires_at);

-- When each relay was last heard of, and what it said of itself.
create table premises_relay (
  tenant varchar(64) not null,
  premises varchar(64) not null,
  agent varchar(64) not null,
  instance varchar(64) not null,
  version varchar(40) not null,
  capabilities varchar(400) not null,
  trouble varchar(40),
  last_poll timestamp with time zone not null,
  primary key (tenant, premises, agent)
);
