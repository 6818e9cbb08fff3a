-- Thousands of context paths in one statement, MD5, where a new table is kept. See README.md.
set nocount on;
if db_id('ferry_doubts') is not null begin
  alter database ferry_doubts set single_user with rollback immediate;
  drop database ferry_doubts;
end;
create database ferry_doubts;
go
use ferry_doubts;
go
create table dbo.s (contextPath varchar(60));
insert into dbo.s select concat('_w!', n) from (select top 5000 row_number() over (order by (select 1)) n from sys.all_columns a cross join sys.all_columns b) x;
go
-- One CASE of so many branches, six times in one statement as the checks of a downgrade have it.
create procedure dbo.cases @branches int as
begin
  declare @case nvarchar(max) = 'case', @n int = 1, @sql nvarchar(max), @begin datetime2 = sysutcdatetime();
  while @n <= @branches begin
    set @case = @case + concat(' when contextPath = ''_w!', @n, ''' then ''_w_', @n, '''');
    set @n = @n + 1;
  end;
  set @case = @case + ' else contextPath end';
  set @sql = concat('declare @s bigint; select @s = sum(cast(cast(substring(hashbytes(''MD5'', concat(', @case, ', ', @case, ', ', @case,
                    ', ', @case, ', ', @case, ', ', @case, ')), 1, 4) as int) as bigint)) from dbo.s');
  begin try
    exec(@sql);
    print concat('note ', @branches, ' context paths: ', datediff(millisecond, @begin, sysutcdatetime()), ' ms');
  end try begin catch
    print concat('LOOK ', @branches, ' context paths: error ', error_number(), ' ', error_message());
  end catch;
end;
go
exec dbo.cases 100;
exec dbo.cases 1000;
exec dbo.cases 3000;
exec dbo.cases 5000;
go
-- Where the table is kept, and how: Ferry refuses other filegroups and partitions, and does not keep compression.
select i.index_id, i.type_desc, d.name as data_space, d.type_desc, p.data_compression_desc
  from sys.indexes i join sys.data_spaces d on d.data_space_id = i.data_space_id
  join sys.partitions p on p.object_id = i.object_id and p.index_id = i.index_id
 where i.object_id = object_id('dbo.s');
print 'ok   the views about space and compression are there';
go
-- MD5 is deprecated; it has to be there all the same.
print iif(hashbytes('MD5', 'x') = 0x9dd4e461268c8034f5c8564e155c67a6, 'ok   MD5', 'LOOK MD5: another value');
go
use master;
alter database ferry_doubts set single_user with rollback immediate;
drop database ferry_doubts;
go
