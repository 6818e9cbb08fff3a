-- Sessions on their way from another store, beside the session table that they will be in. Jetty does not look here.

create table ferry_arriving_session (
  ferry_transfer varchar(64) not null default '',
  ferry_source varchar(64) not null default '',
  ferry_key_1 varchar(255) not null default '',
  ferry_key_2 varchar(255) not null default '',
  ferry_key_3 varchar(255) not null default '',
  ferry_check varchar(32) not null default '',
  ferry_refused varchar(32) not null default '',
  ferry_reason varchar(1000) not null default '',
  primary key (ferry_transfer, ferry_source),
  key ferry_arriving_session_id (ferry_transfer, sessionId)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin
select s.* from JettySessions s where 1 = 0;
