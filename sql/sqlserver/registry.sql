-- liquibase formatted sql logicalFilePath:registry.sql

-- The registry of `ferry`: which context lives in which schema, which schema is assigned to which server, and which nodes
-- are alive. Change sets in here are never edited: an extension is a new change set at the end. Each statement does nothing
-- if its work is already done, so that an interrupted change set can run again, and an operator can run the file by hand.
-- Text is nvarchar: varchar would turn the characters of other scripts into question marks.

-- changeset ferry:registry-1
if object_id('ferry_registry') is null
create table ferry_registry (
  id integer not null,
  version bigint not null,
  contexts_version bigint not null,
  primary key (id)
);

if not exists (select 1 from ferry_registry)
insert into ferry_registry (id, version, contexts_version) values (1, 1, 1);

if object_id('ferry_server') is null
create table ferry_server (
  server_id bigint not null,
  name nvarchar(128) collate Latin1_General_BIN2 not null,
  created_ms bigint not null,
  primary key (server_id),
  constraint ferry_server_name unique (name)
);

if object_id('ferry_schema') is null
create table ferry_schema (
  schema_id bigint not null,
  name nvarchar(128) collate Latin1_General_BIN2 not null,
  url nvarchar(1000) collate Latin1_General_BIN2,
  server_id bigint,
  enabled smallint not null,
  reason nvarchar(255) collate Latin1_General_BIN2 not null,
  changed_ms bigint not null,
  primary key (schema_id),
  constraint ferry_schema_name unique (name),
  constraint ferry_schema_server foreign key (server_id) references ferry_server (server_id)
);

if object_id('ferry_context') is null
create table ferry_context (
  context_id nvarchar(190) collate Latin1_General_BIN2 not null,
  schema_id bigint not null,
  enabled smallint not null,
  reason nvarchar(255) collate Latin1_General_BIN2 not null,
  changed_version bigint not null,
  primary key (context_id),
  constraint ferry_context_schema foreign key (schema_id) references ferry_schema (schema_id)
);

if not exists (select 1 from sys.indexes where object_id = object_id('ferry_context') and name = 'ferry_context_by_schema')
create index ferry_context_by_schema on ferry_context (schema_id);

if not exists (select 1 from sys.indexes where object_id = object_id('ferry_context') and name = 'ferry_context_by_change')
create index ferry_context_by_change on ferry_context (changed_version);

if object_id('ferry_context_name') is null
create table ferry_context_name (
  name nvarchar(190) collate Latin1_General_BIN2 not null,
  context_id nvarchar(190) collate Latin1_General_BIN2 not null,
  primary key (name),
  constraint ferry_context_name_of foreign key (context_id) references ferry_context (context_id)
);

if not exists (select 1 from sys.indexes where object_id = object_id('ferry_context_name') and name = 'ferry_context_name_by_context')
create index ferry_context_name_by_context on ferry_context_name (context_id);

if object_id('ferry_node') is null
create table ferry_node (
  node_id nvarchar(64) collate Latin1_General_BIN2 not null,
  server_name nvarchar(128) collate Latin1_General_BIN2 not null,
  host nvarchar(255) collate Latin1_General_BIN2 not null,
  jetty_version nvarchar(64) collate Latin1_General_BIN2 not null,
  ferry_version nvarchar(64) collate Latin1_General_BIN2 not null,
  generation nvarchar(8) collate Latin1_General_BIN2 not null,
  started_ms bigint not null,
  heartbeat_ms bigint not null,
  registry_version bigint not null,
  in_flight bigint not null,
  primary key (node_id)
);

if object_id('ferry_node_context') is null
create table ferry_node_context (
  node_id nvarchar(64) collate Latin1_General_BIN2 not null,
  context_id nvarchar(190) collate Latin1_General_BIN2 not null,
  in_flight bigint not null,
  primary key (node_id, context_id)
);

-- changeset ferry:registry-2-node-state
if object_id('ferry_node_state') is null
create table ferry_node_state (
  node_id nvarchar(64) collate Latin1_General_BIN2 not null,
  unknown_context nvarchar(16) not null,
  guard nvarchar(16) not null,
  guard_reason nvarchar(1000) not null,
  primary key (node_id)
);

-- changeset ferry:registry-3-schema-version
if col_length('ferry_schema', 'version') is null
alter table ferry_schema add version nvarchar(64) collate Latin1_General_BIN2;

if col_length('ferry_node_state', 'schema_versions') is null
alter table ferry_node_state add schema_versions nvarchar(128) collate Latin1_General_BIN2;

if col_length('ferry_node_state', 'cluster_name') is null
alter table ferry_node_state add cluster_name nvarchar(128) collate Latin1_General_BIN2;

-- changeset ferry:registry-4-rolling
if col_length('ferry_server', 'store_url') is null
alter table ferry_server add store_url nvarchar(1000) collate Latin1_General_BIN2;

if col_length('ferry_schema', 'park_ms') is null
alter table ferry_schema add park_ms bigint;

if col_length('ferry_registry', 'busy_until_ms') is null
alter table ferry_registry add busy_until_ms bigint;

if object_id('ferry_node_release') is null
create table ferry_node_release (
  node_id nvarchar(64) collate Latin1_General_BIN2 not null,
  schema_id bigint not null,
  registry_version bigint not null,
  sessions_written bigint not null,
  sessions_released bigint not null,
  problem nvarchar(1000) not null,
  primary key (node_id, schema_id)
);

-- changeset ferry:registry-5-rolling-run
if object_id('ferry_rolling_run') is null
create table ferry_rolling_run (
  run_id nvarchar(32) collate Latin1_General_BIN2 not null,
  from_server nvarchar(128) collate Latin1_General_BIN2 not null,
  to_server nvarchar(128) collate Latin1_General_BIN2 not null,
  options nvarchar(1000) not null,
  state nvarchar(16) not null,
  started_ms bigint not null,
  ended_ms bigint,
  primary key (run_id)
);

if object_id('ferry_rolling_schema') is null
create table ferry_rolling_schema (
  run_id nvarchar(32) collate Latin1_General_BIN2 not null,
  place integer not null,
  schema_name nvarchar(128) collate Latin1_General_BIN2 not null,
  state nvarchar(16) not null,
  step nvarchar(16) not null,
  started_ms bigint,
  closed_ms bigint,
  opened_ms bigint,
  ended_ms bigint,
  closed_version bigint,
  updates bigint not null,
  sessions bigint not null,
  refused bigint not null,
  message nvarchar(1000) not null,
  primary key (run_id, place)
);

-- changeset ferry:registry-6-ticket
if object_id('ferry_ticket') is null
create table ferry_ticket (
  ticket_hash nvarchar(64) collate Latin1_General_BIN2 not null,
  sealed_session nvarchar(1000) collate Latin1_General_BIN2 not null,
  context_id nvarchar(190) collate Latin1_General_BIN2 not null,
  context_path nvarchar(255) collate Latin1_General_BIN2 not null,
  expires_ms bigint not null,
  primary key (ticket_hash)
);

-- changeset ferry:registry-7-end-sessions
if col_length('ferry_schema', 'end_sessions_version') is null
alter table ferry_schema add end_sessions_version bigint;

if col_length('ferry_node_state', 'abilities') is null
alter table ferry_node_state add abilities nvarchar(255);

if col_length('ferry_node_release', 'ended_version') is null
alter table ferry_node_release add ended_version bigint;

if col_length('ferry_node_release', 'sessions_ended') is null
alter table ferry_node_release add sessions_ended bigint;

-- changeset ferry:registry-8-request-counts
if object_id('ferry_node_count') is null
create table ferry_node_count (
  node_id nvarchar(64) collate Latin1_General_BIN2 not null,
  schema_id bigint not null,
  server_name nvarchar(128) collate Latin1_General_BIN2 not null,
  parked bigint not null,
  refused bigint not null,
  redirected bigint not null,
  redirected_ms bigint,
  changed_ms bigint not null,
  primary key (node_id, schema_id)
);

if col_length('ferry_rolling_schema', 'parked') is null
alter table ferry_rolling_schema add parked bigint;

if col_length('ferry_rolling_schema', 'refused_requests') is null
alter table ferry_rolling_schema add refused_requests bigint;

if col_length('ferry_rolling_schema', 'parked_before') is null
alter table ferry_rolling_schema add parked_before bigint;

if col_length('ferry_rolling_schema', 'refused_before') is null
alter table ferry_rolling_schema add refused_before bigint;

-- changeset ferry:registry-9-history
if object_id('ferry_history') is null
create table ferry_history (
  version bigint not null,
  changed_ms bigint not null,
  changed_by nvarchar(255) collate Latin1_General_BIN2 not null,
  change_text nvarchar(1000) collate Latin1_General_BIN2 not null,
  primary key (version)
);

-- changeset ferry:registry-10-store-names
if col_length('ferry_server', 'store_properties') is null
alter table ferry_server add store_properties nvarchar(2000) collate Latin1_General_BIN2;
