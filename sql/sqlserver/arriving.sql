-- Sessions on their way from another store, beside the session table that they will be in. Jetty does not look here.

select
  isnull(cast('' as nvarchar(64)), '') collate Latin1_General_BIN2 as ferry_transfer,
  isnull(cast('' as nvarchar(64)), '') collate Latin1_General_BIN2 as ferry_source,
  isnull(cast('' as nvarchar(255)), '') collate Latin1_General_BIN2 as ferry_key_1,
  isnull(cast('' as nvarchar(255)), '') collate Latin1_General_BIN2 as ferry_key_2,
  isnull(cast('' as nvarchar(255)), '') collate Latin1_General_BIN2 as ferry_key_3,
  isnull(cast('' as nvarchar(32)), '') as ferry_check,
  isnull(cast('' as nvarchar(32)), '') as ferry_refused,
  isnull(cast('' as nvarchar(1000)), '') as ferry_reason,
  s.*
into ferry_arriving_session
from JettySessions s
where 1 = 0;

alter table ferry_arriving_session add primary key (ferry_transfer, ferry_source);

create index ferry_arriving_session_id on ferry_arriving_session (ferry_transfer, sessionId);
