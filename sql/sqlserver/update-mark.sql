-- Whether all change sets of a folder have run in this schema: the checksum of the folder and of DATABASECHANGELOG. To drop the
-- table loses nothing but a few seconds of the next `ferry run-update`.

if object_id('ferry_update_mark') is null
create table ferry_update_mark (
  id int not null,
  mark varchar(64) not null,
  primary key (id)
);
