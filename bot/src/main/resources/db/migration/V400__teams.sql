-- Where the bot may speak: one row a conversation, the newest address wins.
create table talk (
  conversation varchar(300) primary key,
  tenant varchar(36) not null,
  kind varchar(10) not null,
  service_url varchar(500) not null,
  updated_at timestamp with time zone not null
);

create table personal_chat (
  person varchar(80) primary key,
  display_name varchar(300) not null,
  conversation varchar(300) not null,
  updated_at timestamp with time zone not null
);

-- What should stand in a conversation. "wanted" grows with every new content, "sent" follows when Teams has taken it.
create table shown_card (
  name varchar(40) primary key,
  conversation varchar(300) not null,
  activity_id varchar(300),
  summary varchar(2000) not null,
  card text not null,
  wanted integer not null,
  sent integer not null,
  tries integer not null,
  next_try timestamp with time zone not null,
  leased_until timestamp with time zone not null,
  problem varchar(500)
);
create index shown_card_due on shown_card (next_try);

-- Each activity is taken once, however often it is delivered.
create table taken_activity (
  id varchar(700) primary key,
  taken_at timestamp with time zone not null,
  answer text
);
create index taken_activity_age on taken_activity (taken_at);
