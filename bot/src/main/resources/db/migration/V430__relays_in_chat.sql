-- Which decision about a relay was told to whom.
create table relay_told (
  event varchar(300) not null,
  person varchar(80) not null,
  primary key (event, person)
);

-- Which trusted relays were said to be silent.
create table relay_voice (
  tenant varchar(64) not null,
  premises varchar(64) not null,
  relay varchar(64) not null,
  -- when it was first seen to be trusted
  since timestamp with time zone not null,
  silent boolean not null,
  -- when it was last heard of before it was said to be silent; null if never
  silent_from timestamp with time zone,
  -- when that was last said
  said_at timestamp with time zone,
  primary key (tenant, premises, relay)
);
