-- What the guided repairs of pre-flight checks have changed, row by row. The keys are values of the site's own rows.

-- changeset ferry:repair-1
create table if not exists ferry_repair (
  repair_no bigint generated always as identity primary key,
  repaired_ms bigint not null,
  check_name varchar(100) not null,
  row_key varchar(1000) not null,
  statements text not null,
  rows_changed bigint not null
);
