-- Which transfers of sessions from another store have arrived here.

create table ferry_transfer (
  transfer_id nvarchar(64) collate Latin1_General_BIN2 not null,
  phase nvarchar(16) not null,
  hot_since_ms bigint not null,
  primary key (transfer_id)
);
