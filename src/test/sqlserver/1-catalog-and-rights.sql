-- A case-sensitive database, rights, locks of another database, names of constraints. See README.md.
set nocount on;
if db_id('ferry_doubts') is not null begin
  alter database ferry_doubts set single_user with rollback immediate;
  drop database ferry_doubts;
end;
create database ferry_doubts collate Latin1_General_100_CS_AS;
go
use ferry_doubts;
go
-- What Ferry asks the catalog of a case-sensitive database.
create table dbo.JettySessions (sessionId varchar(120) not null primary key, map varbinary(max));
declare @n int;
select @n = count(*) from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = 'dbo' and TABLE_NAME = 'JettySessions';
print iif(@n = 2, 'ok   upper-case catalog', 'LOOK upper-case catalog: expected 2, seen ' + cast(@n as varchar));
begin try
  exec('declare @n int; select @n = count(*) from information_schema.columns');
  print 'note lower-case catalog: answers here, so that it was no fault on this server';
end try begin catch
  print iif(error_number() = 208, 'ok   lower-case catalog is error 208', 'LOOK lower-case catalog: expected 208, seen ' + cast(error_number() as varchar));
end catch;
go
-- Rights: create table in the database, and control on the schema.
create user enough without login;
grant create table to enough;
grant control on schema::dbo to enough;
create user toofew without login;
grant create table to toofew;
grant control on dbo.JettySessions to toofew;
create user roles without login;
alter role db_ddladmin add member roles;
alter role db_datareader add member roles;
alter role db_datawriter add member roles;
go
create procedure dbo.makes @who sysname, @expected int as
begin
  declare @seen int = 0;
  begin try
    execute as user = @who;
    exec('create table dbo.ferry_run (run_id varchar(32) not null primary key)');
    exec('insert into dbo.ferry_run values (''1''); update dbo.ferry_run set run_id = ''2''; select 1 from dbo.ferry_run where 1 = 0');
    exec sp_rename 'dbo.ferry_run', 'ferry_run2', 'OBJECT';
    exec('drop table dbo.ferry_run2');
    revert;
  end try begin catch
    set @seen = error_number();
    while user_name() = @who revert;
  end catch;
  print iif(@seen = @expected, 'ok   rights of ' + @who,
            'LOOK rights of ' + @who + ': expected error ' + cast(@expected as varchar) + ', seen ' + cast(@seen as varchar));
  if object_id('dbo.ferry_run') is not null drop table dbo.ferry_run;
  if object_id('dbo.ferry_run2') is not null drop table dbo.ferry_run2;
end;
go
exec dbo.makes 'enough', 0;
exec dbo.makes 'roles', 0;
exec dbo.makes 'toofew', 2760;
go
-- What the check before the first change answers for the three.
declare @who sysname, @n int;
declare users cursor local for select name from sys.database_principals where name in ('enough', 'roles', 'toofew');
open users;
fetch next from users into @who;
while @@fetch_status = 0 begin
  execute as user = @who;
  select @n = sum(coalesce(has_perms_by_name(s, k, r), 1)) from (values
    (db_name(), 'DATABASE', 'CREATE TABLE'), ('[dbo]', 'SCHEMA', 'ALTER'), ('[dbo]', 'SCHEMA', 'SELECT'),
    ('[dbo]', 'SCHEMA', 'INSERT'), ('[dbo]', 'SCHEMA', 'UPDATE'), ('[dbo]', 'SCHEMA', 'DELETE')) as x (s, k, r);
  revert;
  print iif(@n = iif(@who = 'toofew', 1, 6), 'ok   ', 'LOOK ') + 'check of ' + @who + ': ' + cast(@n as varchar) + ' of 6 rights';
  fetch next from users into @who;
end;
go
-- Names of constraints belong to the schema.
create table dbo.a (id int constraint PK_JettySessions primary key);
begin try
  exec('create table dbo.b (id int constraint PK_JettySessions primary key)');
  print 'LOOK constraint names: expected error 2714, seen none';
end try begin catch
  print iif(error_number() = 2714, 'ok   constraint names belong to the schema', 'LOOK constraint names: seen ' + cast(error_number() as varchar));
end catch;
-- Index names belong to the table.
create index idx_JettySessions_expiry on dbo.a (id);
create table dbo.c (id int);
create index idx_JettySessions_expiry on dbo.c (id);
print 'ok   index names belong to the table';
go
-- A lock in another database: Ferry must count only those of its own.
declare @own int, @all int;
begin tran;
update dbo.JettySessions set map = null;
insert into dbo.JettySessions values ('x', null);
select @all = count(*), @own = count(case when resource_database_id = db_id() then 1 end)
  from sys.dm_tran_locks where resource_type = 'OBJECT' and resource_associated_entity_id = object_id('dbo.JettySessions');
rollback;
print iif(@own > 0, 'ok   a lock is seen with its database', 'LOOK locks: none seen of this database, ' + cast(@all as varchar) + ' in all');
go
-- A table may be made, filled and renamed under its new name in one transaction, and rolled back.
begin tran;
exec sp_rename 'dbo.JettySessions', 'JettySessions_b1', 'OBJECT';
exec sp_rename 'dbo.c', 'JettySessions', 'OBJECT';
rollback;
print iif(object_id('dbo.c') is not null and object_id('dbo.JettySessions_b1') is null,
          'ok   a swap is rolled back', 'LOOK a swap is rolled back: the names stayed');
go
-- A schema-bound view is refused by sp_rename: Ferry refuses it before.
exec('create view dbo.v with schemabinding as select sessionId from dbo.JettySessions');
begin try
  exec sp_rename 'dbo.JettySessions', 'x', 'OBJECT';
  print 'LOOK schema-bound view: expected 15336, the rename went through';
end try begin catch
  print iif(error_number() = 15336, 'ok   schema-bound view is error 15336', 'LOOK schema-bound view: seen ' + cast(error_number() as varchar));
end catch;
go
use master;
alter database ferry_doubts set single_user with rollback immediate;
drop database ferry_doubts;
go
