-- Sessions that were migrated to another store, as they stood here; and those that could not be, with the code and the reason.
-- They hold session data, passwords among them: protect the table as you protect JettySessions.

create table ferry_departed_session (
  row_no bigint identity primary key,
  transfer_id nvarchar(64) collate Latin1_General_BIN2 not null,
  left_ms bigint not null,
  code nvarchar(32) not null,
  reason nvarchar(1000) not null,
  rowId nvarchar(255),
  sessionId nvarchar(255),
  contextPath nvarchar(255),
  virtualHost nvarchar(255),
  lastNode nvarchar(255),
  accessTime bigint,
  lastAccessTime bigint,
  createTime bigint,
  cookieTime bigint,
  lastSavedTime bigint,
  expiryTime bigint,
  maxInterval bigint,
  map varbinary(max)
);
