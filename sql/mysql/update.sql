-- What Ferry records while the updates of a site run, because this database commits each DDL statement: the statements
-- of change sets that have begun and not ended. The table is dropped when there are none.

-- changeset ferry:update-1
create table if not exists ferry_update_statement (
  change_set char(64) character set ascii collate ascii_bin not null,
  statement_number int not null,
  change_set_name varchar(1000) character set utf8mb4 not null,
  statement_hash char(64) character set ascii collate ascii_bin not null,
  state varchar(8) not null,
  structure varchar(64) not null,
  statement_text varchar(1000) character set utf8mb4 not null,
  primary key (change_set, statement_number)
) engine = InnoDB;
