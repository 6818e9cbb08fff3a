-- What Ferry records while columns change: how far each change is, and what a write of both columns at once has lost. The lost
-- values are data of the site: protect the table as you protect that data.

-- changeset ferry:column-1
create table if not exists ferry_column (
  table_name varchar(128) not null,
  new_column varchar(128) not null,
  old_column varchar(128) not null,
  trigger_name varchar(64) not null,
  release_name varchar(128) not null,
  definition varchar(64) not null,
  phase varchar(16) not null,
  watermark text,
  rows_done bigint not null,
  rows_total bigint not null,
  started_ms bigint not null,
  updated_ms bigint not null,
  primary key (table_name, new_column)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;

create table if not exists ferry_column_conflict (
  conflict_no bigint not null auto_increment,
  table_name varchar(128) not null,
  new_column varchar(128) not null,
  row_key varchar(1000),
  old_value longtext,
  happened timestamp(3) not null default current_timestamp(3),
  primary key (conflict_no)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
