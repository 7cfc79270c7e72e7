-- Links by which a person signs in. Only hashes are kept of what opens them.
create table signin_link (
    secret_hash varchar(64) primary key,
    person varchar(80) not null,
    conversation varchar(512) not null,
    display_name varchar(256) not null,
    expires_at timestamp with time zone not null,
    state_hash varchar(64) unique,
    browser_hash varchar(64),
    returned_at timestamp with time zone
);
create index signin_link_of_person on signin_link (person, conversation);

-- Another account signed in: nothing of it is kept until its code is typed into that chat.
create table signin_code (
    person varchar(80) not null,
    conversation varchar(512) not null,
    attempt varchar(36) not null,
    code_mac varchar(64) not null,
    account varchar(80) not null,
    account_name varchar(256) not null,
    tries integer not null,
    expires_at timestamp with time zone not null,
    primary key (person, conversation)
);

-- An account belongs to one person.
create table linked_account (
    account varchar(80) primary key,
    person varchar(80) not null,
    account_name varchar(256) not null,
    linked_at timestamp with time zone not null
);

create table identity_session (
    person varchar(80) primary key,
    session varchar(36) not null,
    account varchar(80) not null,
    account_name varchar(256) not null,
    display_name varchar(256) not null,
    since timestamp with time zone not null,
    -- encrypted, see Vault
    token_cache bytea not null
);
