-- Thumbprints of the keys that may command each relay, words with spaces between; null from one that does not tell.
alter table premises_relay add column command_keys varchar(400);
