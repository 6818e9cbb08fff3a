-- Step 2 of the vendors' manual way down. EVERY USER IS LOGGED OUT; `ferry downgrade` keeps the sessions instead.
-- Stop all nodes first. The statement names the table in the schema of your connection.
drop table JettySessions;
