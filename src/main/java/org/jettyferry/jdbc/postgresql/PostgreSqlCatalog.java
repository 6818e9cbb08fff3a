package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ClientSession;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LocalDisk;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jdbc.TransactionWriteLock;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.jetty.StoreLock;

/** PostgreSQL: its own catalog tells more than the information schema does. */
final class PostgreSqlCatalog extends Catalog {
    private static final int HAS_TID_RANGES = 14;

    PostgreSqlCatalog(Connection connection, PostgreSqlDialect dialect) {
        super(connection, dialect);
    }

    @Override
    public String currentSchema() throws SQLException {
        return Sql.text(connection, "select coalesce(current_schema(), 'public')");
    }

    @Override
    public boolean exists(TableName name) throws SQLException {
        return Sql.number(connection, "select count(*) from pg_class where oid = to_regclass(?)", name.sql(dialect))
                > 0;
    }

    @Override
    protected Map<String, String> columnTypes(TableName name) throws SQLException {
        return Sql.map(connection, """
                select a.attname, format_type(a.atttypid, a.atttypmod)
                       || coalesce(' collate ' || quote_ident(n.nspname) || '.' || quote_ident(c.collname), '')
                  from pg_attribute a
                  join pg_type t on t.oid = a.atttypid
                  left join pg_collation c on c.oid = a.attcollation and a.attcollation <> t.typcollation
                  left join pg_namespace n on n.oid = c.collnamespace
                 where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
                """, name.sql(dialect));
    }

    @Override
    public List<String> dependents(TableName name) throws SQLException {
        return new PostgreSqlDependents(connection, dialect).of(name);
    }

    @Override
    public List<ColumnUse> columnUses(TableName table, String column) throws SQLException {
        return PostgreSqlColumnUses.of(connection, table.sql(dialect), column);
    }

    @Override
    public List<String> triggers(TableName table) throws SQLException {
        return Sql.texts(
                connection,
                "select tgname from pg_trigger where tgrelid = cast(? as regclass) and not tgisinternal order by tgname",
                table.sql(dialect));
    }

    /** A default that takes the next number of a sequence is shown as NULL: asking it again would use one up. */
    @Override
    public Optional<String> columnDefault(TableName table, String column) throws SQLException {
        return Sql.texts(connection, """
                select case when pg_get_expr(d.adbin, d.adrelid) like '%nextval(%' then 'null'
                            else pg_get_expr(d.adbin, d.adrelid) end
                  from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
                 where d.adrelid = cast(? as regclass) and a.attname = ?
                """, table.sql(dialect), column).stream().findFirst();
    }

    @Override
    public TableInventory inventory(TableReplacement swap) throws SQLException {
        return new PostgreSqlInventory(connection, dialect, swap).read();
    }

    @Override
    public List<String> hiding(TableName name) throws SQLException {
        return new PostgreSqlDependents(connection, dialect).hiding(name);
    }

    @Override
    public List<String> publications(List<TableName> tables) throws SQLException {
        return new PostgreSqlDependents(connection, dialect).publications(tables);
    }

    @Override
    public long bytesOf(TableName name) throws SQLException {
        return Sql.number(connection, "select pg_total_relation_size(cast(? as regclass))", name.sql(dialect));
    }

    @Override
    public boolean readOnly() throws SQLException {
        return Sql.text(connection, "select current_setting('transaction_read_only')")
                        .equals("on")
                || Sql.text(connection, "select cast(pg_is_in_recovery() as text)")
                        .equals("true");
    }

    @Override
    public List<String> missingRights(List<TableName> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        String user = Sql.text(connection, "select current_user");
        for (TableName table : tables) {
            if (!Sql.text(connection, "select cast(has_schema_privilege(?, 'CREATE') as text)", table.schema())
                    .equals("true")) {
                missing.add("grant create on schema " + dialect.quote(table.schema()) + " to " + dialect.quote(user));
            }
            String owner = Sql.text(
                    connection,
                    "select pg_get_userbyid(relowner) from pg_class where oid = cast(? as regclass)",
                    table.sql(dialect));
            if (!Sql.text(connection, "select cast(pg_has_role(?, 'USAGE') as text)", owner)
                    .equals("true")) {
                missing.add("grant " + dialect.quote(owner) + " to " + dialect.quote(user));
            }
        }
        return missing.stream().distinct().toList();
    }

    /** The server does not report the free space of its disk; on this machine, its data folder shows it. */
    @Override
    public OptionalLong freeBytes() throws SQLException {
        boolean local = Sql.text(
                        connection, "select coalesce(cast(inet_server_addr() = inet_client_addr() as text), 'true')")
                .equals("true");
        boolean allowed = Sql.text(connection, "select cast(pg_has_role('pg_read_all_settings', 'USAGE') as text)")
                .equals("true");
        return local && allowed
                ? LocalDisk.freeBytes(Sql.text(connection, "select current_setting('data_directory')"))
                : OptionalLong.empty();
    }

    /**
     * Omits the text of statements, which may contain session data. A user without the right to read statistics sees of
     * other users' sessions only the locks. The server's own workers have no user name and are left out.
     */
    @Override
    public List<String> users(List<TableName> tables) throws SQLException {
        List<String> users = new ArrayList<>();
        for (TableName table : tables) {
            users.addAll(Sql.texts(connection, """
                    select 'pid ' || a.pid || ', user ' || a.usename
                           || case when a.backend_type is null then '' else ', from ' || coalesce(host(a.client_addr), 'a local socket') end
                           || ', program ' || coalesce(nullif(a.application_name, ''), 'unknown')
                           || case when a.backend_type is null then ', holds a lock' else ', ' || coalesce(a.state, 'state unknown') end
                           || coalesce(' since ' || to_char(a.state_change, 'HH24:MI:SS'), '')
                      from pg_stat_activity a
                     where a.usename is not null and coalesce(a.backend_type, 'client backend') = 'client backend'
                       and a.pid <> pg_backend_pid() and coalesce(a.application_name, '') <> 'jetty-ferry'
                       and (a.datname = current_database() and strpos(lower(a.query), lower(?)) > 0
                            or exists (select 1 from pg_locks l where l.pid = a.pid and l.relation = cast(? as regclass)
                                          and l.database = (select oid from pg_database where datname = current_database())))
                    """, table.name(), table.sql(dialect)));
        }
        return users.stream().distinct().toList();
    }

    @Override
    public long session() throws SQLException {
        return Sql.number(connection, "select pg_backend_pid()");
    }

    @Override
    public boolean tryLock(String name) throws SQLException {
        return Sql.text(connection, "select cast(pg_try_advisory_lock(?) as text)", StoreLock.key(name))
                .equals("true");
    }

    @Override
    public void unlock(String name) throws SQLException {
        Sql.text(connection, "select cast(pg_advisory_unlock(?) as text)", StoreLock.key(name));
    }

    @Override
    public Optional<LockSession> lockSession(String name) throws SQLException {
        return Sql.rows(
                        connection,
                        row -> new LockSession(
                                row.getLong(1), row.getString(2), row.getString(3), Duration.ofMillis(row.getLong(4))),
                        """
                        select l.pid,
                               'database session ' || l.pid || ' of user ' || a.usename
                               || coalesce(' from ' || coalesce(host(a.client_addr), 'a local socket') || ', since '
                                           || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS'), ''),
                               coalesce(case when a.state = 'active' then 'runs ' || substring(a.query from '^[^''(]{1,60}')
                                             else a.state end, 'unknown'),
                               coalesce(extract(epoch from clock_timestamp() - a.state_change) * 1000, 0)
                          from pg_locks l join pg_stat_activity a on a.pid = l.pid
                         where l.locktype = 'advisory' and l.granted
                           and l.database = (select oid from pg_database where datname = current_database())
                           and (cast(l.classid as bigint) << 32) | cast(l.objid as bigint) = ?
                        """,
                        StoreLock.key(name))
                .stream()
                .findFirst();
    }

    /** Every user sees all sessions, though not the addresses of others. One that applies a replication counts too. */
    @Override
    public Optional<List<ClientSession>> otherSessions() throws SQLException {
        return Optional.of(Sql.rows(
                connection, row -> new ClientSession(row.getString(1), Optional.ofNullable(row.getString(2))), """
                select 'database session ' || pid || coalesce(' of user ' || usename, '')
                       || coalesce(' from ' || host(client_addr), '')
                       || coalesce(', since ' || to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS'), ''),
                       host(client_addr)
                  from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()
                   and coalesce(backend_type, '') not in ('autovacuum worker', 'parallel worker', 'walsender')
                 order by pid
                """));
    }

    @Override
    public void endSession(long id) throws SQLException {
        Sql.text(connection, "select cast(pg_terminate_backend(cast(? as int)) as text)", id);
    }

    /** The weakest mode that blocks writers and conflicts with itself; autovacuum yields to it. */
    @Override
    public WriteLock lockWrites(Database database, TableName table, List<TableName> along) throws SQLException {
        List<TableName> tables = new ArrayList<>(List.of(table));
        tables.addAll(along);
        String names = tables.stream().map(name -> name.sql(dialect)).collect(Collectors.joining(", "));
        Sql.execute(connection, "lock table " + names + " in share row exclusive mode");
        return new TransactionWriteLock(connection);
    }

    @Override
    public List<String> renames(List<Rename> renames) throws SQLException {
        return new PostgreSqlRenames(dialect).of(connection, renames);
    }

    @Override
    public List<String> warnings(TableName table) throws SQLException {
        return Sql.texts(
                connection,
                "select 'The event trigger ' || evtname || ' runs at each statement of a run that makes, changes or renames"
                        + " a table.' from pg_event_trigger where evtenabled in ('O', 'A') order by evtname");
    }

    @Override
    public List<String> likeOwner(TableName model, TableName table) throws SQLException {
        return new PostgreSqlRights(connection, dialect).like(model, table);
    }

    @Override
    public List<String> rightsBeyond(TableName model, TableName table) throws SQLException {
        return new PostgreSqlRights(connection, dialect).beyond(model, table);
    }

    @Override
    public List<String> ownersAlone(TableName table) throws SQLException {
        return new PostgreSqlRights(connection, dialect).ownersAlone(table);
    }

    /** PostgreSQL 14 and newer scan by ranges of ctid. Rows keep their ctid while nobody writes. */
    @Override
    public OptionalLong blocks(TableName table) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() < HAS_TID_RANGES
                ? OptionalLong.empty()
                : OptionalLong.of(Sql.number(
                        connection,
                        "select pg_relation_size(cast(? as regclass)) / current_setting('block_size')::int",
                        table.sql(dialect)));
    }
}
