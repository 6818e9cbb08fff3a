-- liquibase formatted sql logicalFilePath:registry.sql

-- The registry of `ferry`: which context lives in which schema, which schema is assigned to which server, and which nodes
-- are alive. Change sets in here are never edited: an extension is a new change set at the end. Each statement does nothing
-- if its work is already done, so that an interrupted change set can run again, and an operator can run the file by hand.

-- changeset ferry:registry-1
create table if not exists ferry_registry (
  id integer not null,
  version bigint not null,
  contexts_version bigint not null,
  primary key (id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

insert ignore into ferry_registry (id, version, contexts_version) values (1, 1, 1);

create table if not exists ferry_server (
  server_id bigint not null,
  name varchar(128) not null,
  created_ms bigint not null,
  primary key (server_id),
  constraint ferry_server_name unique (name)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_schema (
  schema_id bigint not null,
  name varchar(128) not null,
  url varchar(1000),
  server_id bigint,
  enabled smallint not null,
  reason varchar(255) not null,
  changed_ms bigint not null,
  primary key (schema_id),
  constraint ferry_schema_name unique (name),
  constraint ferry_schema_server foreign key (server_id) references ferry_server (server_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_context (
  context_id varchar(190) not null,
  schema_id bigint not null,
  enabled smallint not null,
  reason varchar(255) not null,
  changed_version bigint not null,
  primary key (context_id),
  constraint ferry_context_schema foreign key (schema_id) references ferry_schema (schema_id),
  key ferry_context_by_schema (schema_id),
  key ferry_context_by_change (changed_version)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_context_name (
  name varchar(190) not null,
  context_id varchar(190) not null,
  primary key (name),
  constraint ferry_context_name_of foreign key (context_id) references ferry_context (context_id),
  key ferry_context_name_by_context (context_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_node (
  node_id varchar(64) not null,
  server_name varchar(128) not null,
  host varchar(255) not null,
  jetty_version varchar(64) not null,
  ferry_version varchar(64) not null,
  generation varchar(8) not null,
  started_ms bigint not null,
  heartbeat_ms bigint not null,
  registry_version bigint not null,
  in_flight bigint not null,
  primary key (node_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_node_context (
  node_id varchar(64) not null,
  context_id varchar(190) not null,
  in_flight bigint not null,
  primary key (node_id, context_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:registry-2-node-state
create table if not exists ferry_node_state (
  node_id varchar(64) not null,
  unknown_context varchar(16) not null,
  guard varchar(16) not null,
  guard_reason varchar(1000) not null,
  primary key (node_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:registry-3-schema-version
-- MySQL has no "add column if not exists".
set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_schema add column version varchar(64)')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_schema' and column_name = 'version'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_node_state add column schema_versions varchar(128)')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_node_state' and column_name = 'schema_versions'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_node_state add column cluster_name varchar(128)')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_node_state' and column_name = 'cluster_name'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

-- changeset ferry:registry-4-rolling
set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_server add column store_url varchar(1000)')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_server' and column_name = 'store_url'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_schema add column park_ms bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_schema' and column_name = 'park_ms'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_registry add column busy_until_ms bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_registry' and column_name = 'busy_until_ms'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

create table if not exists ferry_node_release (
  node_id varchar(64) not null,
  schema_id bigint not null,
  registry_version bigint not null,
  sessions_written bigint not null,
  sessions_released bigint not null,
  problem varchar(1000) not null,
  primary key (node_id, schema_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:registry-5-rolling-run
create table if not exists ferry_rolling_run (
  run_id varchar(32) not null,
  from_server varchar(128) not null,
  to_server varchar(128) not null,
  options varchar(1000) not null,
  state varchar(16) not null,
  started_ms bigint not null,
  ended_ms bigint,
  primary key (run_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_rolling_schema (
  run_id varchar(32) not null,
  place integer not null,
  schema_name varchar(128) not null,
  state varchar(16) not null,
  step varchar(16) not null,
  started_ms bigint,
  closed_ms bigint,
  opened_ms bigint,
  ended_ms bigint,
  closed_version bigint,
  updates bigint not null,
  sessions bigint not null,
  refused bigint not null,
  message varchar(1000) not null,
  primary key (run_id, place)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:registry-6-ticket
create table if not exists ferry_ticket (
  ticket_hash varchar(64) not null,
  sealed_session varchar(1000) not null,
  context_id varchar(190) not null,
  context_path varchar(255) not null,
  expires_ms bigint not null,
  primary key (ticket_hash)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:registry-7-end-sessions
set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_schema add column end_sessions_version bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_schema' and column_name = 'end_sessions_version'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_node_state add column abilities varchar(255)')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_node_state' and column_name = 'abilities'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_node_release add column ended_version bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_node_release' and column_name = 'ended_version'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_node_release add column sessions_ended bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_node_release' and column_name = 'sessions_ended'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

-- changeset ferry:registry-8-request-counts
create table if not exists ferry_node_count (
  node_id varchar(64) not null,
  schema_id bigint not null,
  server_name varchar(128) not null,
  parked bigint not null,
  refused bigint not null,
  redirected bigint not null,
  redirected_ms bigint,
  changed_ms bigint not null,
  primary key (node_id, schema_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_rolling_schema add column parked bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_rolling_schema' and column_name = 'parked'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_rolling_schema add column refused_requests bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_rolling_schema' and column_name = 'refused_requests'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_rolling_schema add column parked_before bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_rolling_schema' and column_name = 'parked_before'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_rolling_schema add column refused_before bigint')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_rolling_schema' and column_name = 'refused_before'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;

-- changeset ferry:registry-9-history
create table if not exists ferry_history (
  version bigint not null,
  changed_ms bigint not null,
  changed_by varchar(255) not null,
  change_text varchar(1000) not null,
  primary key (version)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:registry-10-store-names
set @ferry_ddl = (
  select if(count(*) > 0, 'do 0', 'alter table ferry_server add column store_properties varchar(2000)')
  from information_schema.columns
  where table_schema = database() and table_name = 'ferry_server' and column_name = 'store_properties'
);

prepare ferry_ddl from @ferry_ddl;

execute ferry_ddl;

deallocate prepare ferry_ddl;
