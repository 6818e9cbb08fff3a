-- The external commands among the updates of a site: each that has begun, and how it ended. Its output may hold what the
-- command has seen: protect the table.

create table if not exists ferry_update_command (
  command_name varchar(200) not null,
  command_hash varchar(64) not null,
  state varchar(8) not null,
  host varchar(255) not null,
  process_id bigint not null,
  process_started_ms bigint not null,
  begun_ms bigint not null,
  ended_ms bigint,
  exit_code int,
  output mediumtext not null,
  primary key (command_name)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
