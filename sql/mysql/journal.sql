-- The journal of `ferry`: what each run did and how far it came, its backups, and the rows that it could not migrate.
-- The quarantined rows hold session data, passwords among them: protect the table as you protect JettySessions.
-- The collation is explicit and not the database's default: values that differ in case only are different, and the columns can
-- be compared with those of any other table.

-- What is here is never changed again: more comes behind it, as a change set of its own. Each statement does nothing where its
-- work is done, so that a change set that was cut off can run again, and the file by hand.

-- changeset ferry:journal-1
create table if not exists ferry_run (
  run_id varchar(32) not null,
  store_table varchar(128) not null,
  kind varchar(16) not null,
  from_release varchar(32) not null,
  to_release varchar(32) not null,
  options text not null,
  state varchar(16) not null,
  step varchar(16) not null,
  watermark text,
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
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_step (
  run_id varchar(32) not null,
  step varchar(16) not null,
  state varchar(16) not null,
  started_ms bigint not null,
  ended_ms bigint,
  detail varchar(1000),
  primary key (run_id, step)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_backup (
  run_id varchar(32) not null,
  generation varchar(8) not null,
  jetty_release varchar(32) not null,
  original_table varchar(128) not null,
  backup_table varchar(128) not null,
  row_count bigint not null,
  created_ms bigint not null,
  primary key (run_id, backup_table)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_quarantine (
  row_no bigint not null auto_increment,
  run_id varchar(32) not null,
  code varchar(32) not null,
  reason varchar(1000) not null,
  rowId varchar(255),
  sessionId varchar(255),
  contextPath varchar(255),
  virtualHost varchar(255),
  lastNode varchar(255),
  accessTime bigint,
  lastAccessTime bigint,
  createTime bigint,
  cookieTime bigint,
  lastSavedTime bigint,
  expiryTime bigint,
  maxInterval bigint,
  map longblob,
  primary key (row_no),
  key ferry_quarantine_run (run_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

-- changeset ferry:journal-2-change-log
create table if not exists ferry_journal (
  change_set varchar(64) not null,
  applied_ms bigint not null,
  primary key (change_set)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
