-- Sessions on their way from another store, beside the session table that they will be in. Jetty does not look here.

create table ferry_arriving_session (
  ferry_transfer varchar(64) not null,
  ferry_source varchar(64) not null,
  ferry_key_1 varchar(255) not null,
  ferry_key_2 varchar(255) not null,
  ferry_key_3 varchar(255) not null,
  ferry_check varchar(32) not null,
  ferry_refused varchar(32) not null,
  ferry_reason varchar(1000) not null,
  like JettySessions including defaults,
  primary key (ferry_transfer, ferry_source)
);

create index ferry_arriving_session_id on ferry_arriving_session (ferry_transfer, sessionId);
