-- The journal of `ferry`: what each run did and how far it came, its backups, and the rows that it could not migrate.
-- The quarantined rows hold session data, passwords among them: protect the table as you protect JettySessions.
-- Their text is nvarchar, as it may be in a session table: varchar would turn the characters of other scripts into question
-- marks.

-- What is here is never changed again: more comes behind it, as a change set of its own. Each statement does nothing where its
-- work is done, so that a change set that was cut off can run again, and the file by hand.

-- changeset ferry:journal-1
if object_id('ferry_run') is null
create table ferry_run (
  run_id varchar(32) not null,
  store_table varchar(128) not null,
  kind varchar(16) not null,
  from_release varchar(32) not null,
  to_release varchar(32) not null,
  options nvarchar(max) not null,
  state varchar(16) not null,
  step varchar(16) not null,
  watermark nvarchar(max),
  cutoff_ms bigint not null,
  source_rows bigint not null,
  source_check varchar(128) not null,
  rows_done bigint not null,
  rows_expired bigint not null,
  rows_repaired bigint not null,
  rows_quarantined bigint not null,
  attributes_dropped bigint not null,
  blob_bytes bigint not null,
  blob_check bigint not null,
  owner varchar(255) not null,
  owner_token varchar(40) not null,
  started_ms bigint not null,
  updated_ms bigint not null,
  ended_ms bigint,
  primary key (run_id)
);

if object_id('ferry_step') is null
create table ferry_step (
  run_id varchar(32) not null,
  step varchar(16) not null,
  state varchar(16) not null,
  started_ms bigint not null,
  ended_ms bigint,
  detail varchar(1000),
  primary key (run_id, step)
);

if object_id('ferry_backup') is null
create table ferry_backup (
  run_id varchar(32) not null,
  generation varchar(8) not null,
  jetty_release varchar(32) not null,
  original_table varchar(128) not null,
  backup_table varchar(128) not null,
  row_count bigint not null,
  created_ms bigint not null,
  primary key (run_id, backup_table)
);

if object_id('ferry_quarantine') is null
create table ferry_quarantine (
  row_no bigint identity primary key,
  run_id varchar(32) not null,
  code varchar(32) not null,
  reason varchar(1000) not null,
  rowId nvarchar(255),
  sessionId nvarchar(255),
  contextPath nvarchar(255),
  virtualHost nvarchar(255),
  lastNode nvarchar(255),
  accessTime bigint,
  lastAccessTime bigint,
  createTime bigint,
  cookieTime bigint,
  lastSavedTime bigint,
  expiryTime bigint,
  maxInterval bigint,
  map varbinary(max)
);

-- changeset ferry:journal-2-change-log
if object_id('ferry_journal') is null
create table ferry_journal (
  change_set varchar(64) not null,
  applied_ms bigint not null,
  primary key (change_set)
);

-- Found by their index, the rows of two stores don't wait for each other's locks.
if not exists (select 1 from sys.indexes where object_id = object_id('ferry_run') and name = 'ferry_run_store')
create index ferry_run_store on ferry_run (store_table, state);

if not exists (select 1 from sys.indexes where object_id = object_id('ferry_quarantine') and name = 'ferry_quarantine_run')
create index ferry_quarantine_run on ferry_quarantine (run_id);
