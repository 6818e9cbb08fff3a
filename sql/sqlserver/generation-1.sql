-- The session tables of generation 1: Jetty 7 to 9.3.
-- Source: org.eclipse.jetty.server.session.JDBCSessionIdManager (SessionTableSchema), 9.3.30.
-- Jetty's default type for the map is "blob", which SQL Server does not know: every node needs
-- jetty.session.jdbc.blobType=varbinary(max).

create table JettySessionIds (
  id varchar(120),
  primary key (id)
);

create table JettySessions (
  rowId varchar(120),
  sessionId varchar(120),
  contextPath varchar(60),
  virtualHost varchar(60),
  lastNode varchar(60),
  accessTime bigint,
  lastAccessTime bigint,
  createTime bigint,
  cookieTime bigint,
  lastSavedTime bigint,
  expiryTime bigint,
  maxInterval bigint,
  map varbinary(max),
  primary key (rowId)
);

create index idx_JettySessions_expiry on JettySessions (expiryTime);

create index idx_JettySessions_session on JettySessions (sessionId, contextPath);
