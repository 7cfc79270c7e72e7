-- What a relay said of itself when it came: who is to confirm it wants to see that, and it has not polled yet.
alter table premises_registration add column version varchar(40);
alter table premises_registration add column permissions varchar(4000);
