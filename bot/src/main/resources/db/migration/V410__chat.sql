-- What each card shows, for whom. A button carries the card's name and version; the rest is here.
create table screen (
  card varchar(40) primary key,
  tenant varchar(36) not null,
  person varchar(80) not null,
  display_name varchar(300) not null,
  conversation varchar(300) not null,
  kind varchar(20) not null,
  target varchar(300) not null,
  change_id varchar(40) not null,
  plan text,
  version integer not null,
  -- a slow look is under way; after a crash nobody would ever finish this card
  waiting boolean not null,
  updated_at timestamp with time zone not null
);
create index screen_person on screen (person, updated_at);
create index screen_change on screen (change_id);

-- Language chosen or last used by a person.
create table reader (
  person varchar(80) primary key,
  language varchar(2) not null,
  chosen boolean not null
);
