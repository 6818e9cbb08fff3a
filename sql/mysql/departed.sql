-- Sessions that were migrated to another store, as they stood here; and those that could not be, with the code and the reason.
-- They hold session data, passwords among them: protect the table as you protect JettySessions.

create table ferry_departed_session (
  row_no bigint not null auto_increment,
  transfer_id varchar(64) not null,
  left_ms bigint not null,
  code varchar(32) not null,
  reason varchar(1000) not null,
  rowId varchar(255),
  sessionId varchar(255),
  contextPath varchar(255),
  virtualHost varchar(255),
  lastNode varchar(255),
  accessTime bigint,
  lastAccessTime bigint,
  createTime bigint,
  cookieTime bigint,
  lastSavedTime bigint,
  expiryTime bigint,
  maxInterval bigint,
  map longblob,
  primary key (row_no)
) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin;
