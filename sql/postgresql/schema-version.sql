-- The version of this schema, on a site without a registry: `ferry schema version --url`. To drop the table is to forget it.

create table if not exists ferry_schema_version (
  id int not null,
  version varchar(100) not null,
  primary key (id)
);
