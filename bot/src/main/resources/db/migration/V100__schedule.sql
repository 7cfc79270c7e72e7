-- db-scheduler 16.12's own table (bytea is an alias of varbinary in H2), then ours.
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone,
  picked boolean not null,
  picked_by varchar(250),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures int,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  state varchar(50),
  primary key (task_name, task_instance)
);
create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);

-- Which execution is a timer's present one; an execution that is not named here was moved away.
create table event_timer (
  topic varchar(100) not null,
  event_key varchar(300) not null,
  instance varchar(100) not null,
  primary key (topic, event_key)
);

-- Events given up after their last try, kept for a person to look at.
create table event_undelivered (
  instance varchar(100) primary key,
  topic varchar(100) not null,
  event_key varchar(300) not null,
  given_up_at timestamp with time zone not null,
  tries int not null,
  error varchar(1000) not null
);
