-- Advisory locks, what a rename locks, escalation. See README.md. Parts marked SECOND run in a second window.
set nocount on;
if db_id('ferry_doubts') is not null begin
  alter database ferry_doubts set single_user with rollback immediate;
  drop database ferry_doubts;
end;
create database ferry_doubts;
go
use ferry_doubts;
go
-- The answer to the statement as Ferry sends it: one result set, whose number is 0 or 1.
declare @result int; declare @name nvarchar(255) = concat('jetty-ferry:1', ':', db_name());
exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0;
print iif(@result >= 0, 'ok   sp_getapplock', 'LOOK sp_getapplock: expected 0 or 1, seen ' + cast(@result as varchar));
print 'note SECOND: the same four lines must answer -1 there, at once';
print 'note SECOND: select applock_test(''public'', concat(''jetty-ferry:1'', '':'', db_name()), ''Exclusive'', ''Session'');';
print 'note SECOND: must answer 0 while this window has the lock, and 1 afterwards: that is how a guest is recognised';
waitfor delay '00:00:20';
exec @result = sp_releaseapplock @Resource = @name, @LockOwner = 'Session';
go
-- A store to try the program with: 200,000 sessions.
create table dbo.JettySessions (
  sessionId varchar(120), contextPath varchar(60), virtualHost varchar(60), lastNode varchar(60), accessTime bigint,
  lastAccessTime bigint, createTime bigint, cookieTime bigint, lastSavedTime bigint, expiryTime bigint, maxInterval bigint,
  map varbinary(max), primary key (sessionId, contextPath, virtualHost));
insert into dbo.JettySessions
select concat('node', n), '_', '0.0.0.0', 'node1', 1, 1, 1, 1, 1, 4000000000000, 1800000, replicate(cast(0xac as varbinary(max)), 500)
  from (select top 200000 row_number() over (order by (select 1)) n from sys.all_columns a cross join sys.all_columns b) x;
go
-- What a swap locks: see which of these wait, in a second window, while this transaction sleeps.
begin tran;
exec sp_rename 'dbo.JettySessions', 'JettySessions_b1', 'OBJECT';
select resource_type, request_mode, count(*) as locks from sys.dm_tran_locks
 where request_session_id = @@spid and resource_database_id = db_id() group by resource_type, request_mode;
print 'note SECOND, within 20 s, each with "set lock_timeout 5000": select object_id(''dbo.JettySessions'');';
print 'note SECOND: select count(*) from INFORMATION_SCHEMA.TABLES where TABLE_NAME = ''JettySessions'';';
print 'note SECOND: select schema_name();  -- must answer at once: it is all that Ferry asks before it tries its lock';
waitfor delay '00:00:20';
rollback;
go
-- Escalation: a delete of more than 5,000 rows by an index, and what another session's insert waits for.
create table dbo.ferry_quarantine (row_no bigint identity primary key, run_id varchar(32) not null, map varbinary(max));
create index ferry_quarantine_run on dbo.ferry_quarantine (run_id);
insert into dbo.ferry_quarantine (run_id) select iif(n % 2 = 0, 'one', 'two')
  from (select top 40000 row_number() over (order by (select 1)) n from sys.all_columns a cross join sys.all_columns b) x;
begin tran;
delete from dbo.ferry_quarantine where run_id = 'one';
declare @table int;
select @table = count(*) from sys.dm_tran_locks
 where request_session_id = @@spid and resource_type = 'OBJECT' and request_mode = 'X'
   and resource_associated_entity_id = object_id('dbo.ferry_quarantine');
rollback;
print 'note escalation: ' + iif(@table > 0, 'a lock on the whole table', 'row locks only')
      + '; a run of another store in the same schema then waits for the commit';
go
-- After an error in a transaction the transaction stays open, unless XACT_ABORT is on for all.
declare @options int = (select cast(value_in_use as int) from sys.configurations where name = 'user options');
print iif(@options & 16384 = 0, 'ok   XACT_ABORT is off by default', 'note XACT_ABORT is on for all: nothing changes for Ferry');
create table dbo.x (id int primary key);
begin tran;
insert into dbo.x values (1);
begin try insert into dbo.x values (1); end try begin catch end catch;
print iif(xact_state() = 1, 'ok   a transaction outlives error 2627', 'LOOK a transaction outlives error 2627: state ' + cast(xact_state() as varchar));
rollback;
go
use master;
alter database ferry_doubts set single_user with rollback immediate;
drop database ferry_doubts;
go
