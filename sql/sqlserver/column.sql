-- What Ferry records while columns change: how far each change is, and what a write of both columns at once has lost. The lost
-- values are data of the site: protect the table as you protect that data.

-- changeset ferry:column-1
if object_id('ferry_column') is null
create table ferry_column (
  table_name nvarchar(128) not null,
  new_column nvarchar(128) not null,
  old_column nvarchar(128) not null,
  trigger_name varchar(64) not null,
  release_name nvarchar(128) not null,
  definition varchar(64) not null,
  phase varchar(16) not null,
  watermark nvarchar(max),
  rows_done bigint not null,
  rows_total bigint not null,
  started_ms bigint not null,
  updated_ms bigint not null,
  primary key (table_name, new_column)
);

if object_id('ferry_column_conflict') is null
create table ferry_column_conflict (
  conflict_no bigint identity primary key,
  table_name nvarchar(128) not null,
  new_column nvarchar(128) not null,
  row_key nvarchar(1000),
  old_value nvarchar(max),
  happened datetimeoffset not null default sysdatetimeoffset()
);
