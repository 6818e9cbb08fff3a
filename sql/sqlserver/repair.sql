-- What the guided repairs of pre-flight checks have changed, row by row. The keys are values of the site's own rows.

-- changeset ferry:repair-1
if object_id('ferry_repair') is null
create table ferry_repair (
  repair_no bigint identity primary key,
  repaired_ms bigint not null,
  check_name nvarchar(100) not null,
  row_key nvarchar(1000) not null,
  statements nvarchar(max) not null,
  rows_changed bigint not null
);
