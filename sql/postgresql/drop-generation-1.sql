-- Step 2 of the vendors' manual way up. EVERY USER IS LOGGED OUT; `ferry upgrade` keeps the sessions instead.
-- Stop all nodes first. The statements name the tables in the schema of your connection.
drop table JettySessionIds;

drop table JettySessions;
