-- The change that this one takes back.
alter table change_request add column undoes varchar(40) references change_request (id);
create index change_undoes_idx on change_request (undoes);
