-- Codes by which a relay may come, each once. Of the secret only the hash is kept.
create table premises_invitation (
  id varchar(16) primary key,
  tenant varchar(64) not null,
  premises varchar(64) not null,
  secret_hash varchar(64) not null,
  name varchar(100) not null,
  invited_by varchar(100) not null,
  expires_at timestamp with time zone not null,
  wrong_tries integer not null,
  -- who came with it
  relay varchar(64)
);
create index premises_invitation_expiry on premises_invitation (expires_at);

-- Relays that came with a code. A row stays for ever: its key must not come again.
create table premises_registration (
  id varchar(64) primary key,
  tenant varchar(64) not null,
  premises varchar(64) not null,
  name varchar(100) not null,
  public_key text not null,
  thumbprint varchar(43) not null unique,
  -- the key before the present one, which is told to go and fetch the answer to its renewal
  former_key text,
  former_thumbprint varchar(43) unique,
  capabilities varchar(400) not null,
  -- WAITING, TRUSTED, TURNED_DOWN or REMOVED
  standing varchar(12) not null,
  invited_by varchar(100) not null,
  arrived_at timestamp with time zone not null,
  decided_by varchar(100),
  decided_at timestamp with time zone,
  key_since timestamp with time zone not null
);

-- Keys of relays that the configuration still registers and somebody has removed.
create table premises_revoked_key (
  thumbprint varchar(43) primary key,
  tenant varchar(64) not null,
  premises varchar(64) not null,
  relay varchar(64) not null,
  revoked_by varchar(100) not null,
  revoked_at timestamp with time zone not null
);

alter table premises_relay add column permissions varchar(4000);
alter table premises_relay add column halt varchar(40);
