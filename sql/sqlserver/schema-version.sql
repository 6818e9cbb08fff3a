-- The version of this schema, on a site without a registry: `ferry schema version --url`. To drop the table is to forget it.

if object_id('ferry_schema_version') is null
create table ferry_schema_version (
  id int not null,
  version varchar(100) not null,
  primary key (id)
);
