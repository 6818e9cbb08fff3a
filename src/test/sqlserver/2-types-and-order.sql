-- The order of keys, image, the width of keys, error numbers. See README.md.
set nocount on;
if db_id('ferry_doubts') is not null begin
  alter database ferry_doubts set single_user with rollback immediate;
  drop database ferry_doubts;
end;
create database ferry_doubts collate SQL_Latin1_General_CP1_CI_AS;
go
use ferry_doubts;
go
-- Order: rows behind a bound by Unicode rules and by the rules of the column.
create table dbo.k (rowId varchar(120) not null primary key);
insert into dbo.k
select p.p + right('0000' + cast(n.n as varchar), 4)
  from (select top 1000 row_number() over (order by (select 1)) n from sys.all_columns a cross join sys.all_columns b) n
 cross join (values ('_über-a'), ('_ü-b'), ('_uber'), ('_u''ber'), ('_üb'), ('_ub-'), ('_straße'), ('_strasse'), ('_zoë'), ('_Zoe')) p (p);
declare @bound nvarchar(120), @byorder int, @unicode int, @typed int;
select @bound = rowId from dbo.k order by rowId offset 4999 rows fetch next 1 rows only;
select @byorder = count(*) from (select rowId from dbo.k order by rowId offset 5000 rows) x;
select @unicode = count(*) from dbo.k where rowId > @bound;
select @typed = count(*) from dbo.k where rowId > cast(@bound as varchar(120));
print 'note order: ' + cast(@byorder as varchar) + ' rows behind the bound, ' + cast(@unicode as varchar) + ' by Unicode rules';
print iif(@typed = @byorder, 'ok   a bound in the column''s own type', 'LOOK a bound in the column''s own type: expected '
          + cast(@byorder as varchar) + ', seen ' + cast(@typed as varchar));
print iif((select count(*) from dbo.k where rowId = cast(N'_straße0001' as varchar(120))) = 1,
          'ok   one row by an equal key', 'LOOK one row by an equal key: seen several');
-- Look at the plan: a seek for the second statement.
go
set statistics profile on;
select count(*) from dbo.k where rowId > cast(N'_über-a0500' as varchar(120)) and rowId <= cast(N'_über-a0600' as varchar(120));
set statistics profile off;
print 'note plan: the line above must say Index Seek';
go
-- A cast in another collation keeps the letters of its code page.
declare @same int;
create table dbo.p (rowId varchar(120) collate Polish_CI_AS not null primary key);
insert into dbo.p values (N'_żółw');
select @same = count(*) from dbo.p where rowId = cast((N'_żółw') collate Polish_CI_AS as varchar(120));
print iif(@same = 1, 'ok   a literal in the code page of the column', 'LOOK a literal in the code page of the column: no row');
go
-- image: the expressions of a copy, of the sample and of the check.
create table dbo.i (id int, map image);
insert into dbo.i values (1, 0xaced0005), (2, 0x), (3, null);
create table dbo.i2 (id int, map image);
insert into dbo.i2
select id, case when cast(s.map as varbinary(max)) is null or datalength(cast(s.map as varbinary(max))) = 0 then 0xaced00057a
           else cast(s.map as varbinary(max)) end from dbo.i s;
print iif((select sum(datalength(map)) from dbo.i2) = 14, 'ok   image copied by a case', 'LOOK image copied by a case');
begin try
  exec('insert into dbo.i2 select id, case when map is null or datalength(map) = 0 then 0x00 else map end from dbo.i');
  print 'note image in a case without a cast works too';
end try begin catch
  print 'note image in a case without a cast: error ' + cast(error_number() as varchar);
end catch;
declare @heads int;
select @heads = sum(datalength(substring(map, 1, 2))) from dbo.i2;
print iif(@heads is not null, 'ok   substring of an image', 'LOOK substring of an image');
select @heads = sum(cast(substring(hashbytes('MD5', cast(map as varbinary(max))), 1, 4) as int) & 1) from dbo.i2;
print 'ok   MD5 of an image';
go
-- Width of the clustered key: a warning at CREATE TABLE, an error at a wide row.
create table dbo.w (sessionId nvarchar(200) not null, contextPath nvarchar(200) not null, virtualHost nvarchar(200) not null,
  primary key (sessionId, contextPath, virtualHost));
begin try
  insert into dbo.w values (replicate('a', 200), replicate('b', 200), replicate('c', 200));
  print 'LOOK key width: expected error 1946, the row went in';
end try begin catch
  print iif(error_number() = 1946, 'ok   key width is error 1946', 'LOOK key width: seen ' + cast(error_number() as varchar));
end catch;
-- A value that is too long.
begin try
  insert into dbo.k values (replicate('x', 121));
  print 'LOOK too long: expected 8152 or 2628, the row went in';
end try begin catch
  print iif(error_number() in (8152, 2628), 'ok   ', 'LOOK ') + 'too long is error ' + cast(error_number() as varchar);
end catch;
go
-- 64-bit hash of more than 8,000 bytes: 2016 and newer.
declare @long varbinary(max) = cast(replicate(cast('x' as varchar(max)), 20000) as varbinary(max));
print iif(hashbytes('MD5', @long) is not null, 'ok   hashbytes of 20,000 bytes', 'LOOK hashbytes of 20,000 bytes');
go
use master;
alter database ferry_doubts set single_user with rollback immediate;
drop database ferry_doubts;
go
