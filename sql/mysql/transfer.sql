-- Which transfers of sessions from another store have arrived here.

create table ferry_transfer (
  transfer_id varchar(64) not null,
  phase varchar(16) not null,
  hot_since_ms bigint not null,
  primary key (transfer_id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
