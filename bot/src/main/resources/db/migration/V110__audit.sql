-- Only ever added to. Each row's hash covers the row before it, so a changed or missing row is found by walking the chain.
create table audit_trail (
  seq bigint primary key,
  at varchar(40) not null,
  tenant varchar(100) not null,
  premises varchar(100) not null,
  kind varchar(100) not null,
  actor varchar(200) not null,
  subject varchar(300) not null,
  details varchar(200000) not null,
  previous_hash varchar(64) not null,
  hash varchar(64) not null
);

-- The newest row; locked while a transaction adds one, so that writers form one line.
create table audit_head (
  id int primary key,
  seq bigint not null,
  hash varchar(64) not null
);
insert into audit_head (id, seq, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
