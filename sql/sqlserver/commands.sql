-- The external commands among the updates of a site: each that has begun, and how it ended. Its output may hold what the
-- command has seen: protect the table.

if object_id('ferry_update_command') is null
create table ferry_update_command (
  command_name nvarchar(200) not null,
  command_hash varchar(64) not null,
  state varchar(8) not null,
  host nvarchar(255) not null,
  process_id bigint not null,
  process_started_ms bigint not null,
  begun_ms bigint not null,
  ended_ms bigint,
  exit_code int,
  output nvarchar(max) not null,
  primary key (command_name)
);
