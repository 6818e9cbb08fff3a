-- Whether all change sets of a folder have run in this schema: the checksum of the folder and of DATABASECHANGELOG. To drop the
-- table loses nothing but a few seconds of the next `ferry run-update`.

create table if not exists ferry_update_mark (
  id int not null,
  mark varchar(64) not null,
  primary key (id)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
