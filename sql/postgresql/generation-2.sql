-- The session table of generation 2: Jetty 9.4 to 12.1.
-- Source: JDBCSessionDataStore.SessionTableSchema, 9.4.58 and 12.1.

create table JettySessions (
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
  map bytea
);

alter table JettySessions add primary key (sessionId, contextPath, virtualHost);

create index idx_JettySessions_expiry on JettySessions (expiryTime);

-- The last 12.1 releases no longer create this index; leave it out for them.
create index idx_JettySessions_session on JettySessions (sessionId, contextPath);
