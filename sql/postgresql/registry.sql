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
);

insert into ferry_registry (id, version, contexts_version) values (1, 1, 1) on conflict do nothing;

create table if not exists ferry_server (
  server_id bigint not null,
  name varchar(128) not null,
  created_ms bigint not null,
  primary key (server_id),
  constraint ferry_server_name unique (name)
);

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
);

create table if not exists ferry_context (
  context_id varchar(190) not null,
  schema_id bigint not null,
  enabled smallint not null,
  reason varchar(255) not null,
  changed_version bigint not null,
  primary key (context_id),
  constraint ferry_context_schema foreign key (schema_id) references ferry_schema (schema_id)
);

create index if not exists ferry_context_by_schema on ferry_context (schema_id);

create index if not exists ferry_context_by_change on ferry_context (changed_version);

create table if not exists ferry_context_name (
  name varchar(190) not null,
  context_id varchar(190) not null,
  primary key (name),
  constraint ferry_context_name_of foreign key (context_id) references ferry_context (context_id)
);

create index if not exists ferry_context_name_by_context on ferry_context_name (context_id);

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
);

create table if not exists ferry_node_context (
  node_id varchar(64) not null,
  context_id varchar(190) not null,
  in_flight bigint not null,
  primary key (node_id, context_id)
);

-- changeset ferry:registry-2-node-state
create table if not exists ferry_node_state (
  node_id varchar(64) not null,
  unknown_context varchar(16) not null,
  guard varchar(16) not null,
  guard_reason varchar(1000) not null,
  primary key (node_id)
);

-- changeset ferry:registry-3-schema-version
alter table ferry_schema add column if not exists version varchar(64);

alter table ferry_node_state add column if not exists schema_versions varchar(128);

alter table ferry_node_state add column if not exists cluster_name varchar(128);

-- changeset ferry:registry-4-rolling
alter table ferry_server add column if not exists store_url varchar(1000);

alter table ferry_schema add column if not exists park_ms bigint;

alter table ferry_registry add column if not exists busy_until_ms bigint;

create table if not exists ferry_node_release (
  node_id varchar(64) not null,
  schema_id bigint not null,
  registry_version bigint not null,
  sessions_written bigint not null,
  sessions_released bigint not null,
  problem varchar(1000) not null,
  primary key (node_id, schema_id)
);

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
);

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
);

-- changeset ferry:registry-6-ticket
create table if not exists ferry_ticket (
  ticket_hash varchar(64) not null,
  sealed_session varchar(1000) not null,
  context_id varchar(190) not null,
  context_path varchar(255) not null,
  expires_ms bigint not null,
  primary key (ticket_hash)
);

-- changeset ferry:registry-7-end-sessions
alter table ferry_schema add column if not exists end_sessions_version bigint;

alter table ferry_node_state add column if not exists abilities varchar(255);

alter table ferry_node_release add column if not exists ended_version bigint;

alter table ferry_node_release add column if not exists sessions_ended bigint;

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
);

alter table ferry_rolling_schema add column if not exists parked bigint;

alter table ferry_rolling_schema add column if not exists refused_requests bigint;

alter table ferry_rolling_schema add column if not exists parked_before bigint;

alter table ferry_rolling_schema add column if not exists refused_before bigint;

-- changeset ferry:registry-9-history
create table if not exists ferry_history (
  version bigint not null,
  changed_ms bigint not null,
  changed_by varchar(255) not null,
  change_text varchar(1000) not null,
  primary key (version)
);

-- changeset ferry:registry-10-store-names
alter table ferry_server add column if not exists store_properties varchar(2000);
