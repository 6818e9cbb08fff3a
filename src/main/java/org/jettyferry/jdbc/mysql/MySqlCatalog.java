package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ClientSession;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.LocalDisk;
import org.jettyferry.jdbc.LocalHost;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.jetty.StoreLock;

/** The catalog of MySQL and MariaDB. A database is a schema, and JDBC calls it "catalog". */
final class MySqlCatalog extends Catalog {
    private static final int NO_SUCH_SESSION = 1094;
    private static final long KEY_BYTES = 3072;
    private static final long COLUMN_BYTES = 767;

    MySqlCatalog(Connection connection, MySqlDialect dialect) {
        super(connection, dialect);
    }

    @Override
    public String grantee() throws SQLException {
        return Sql.text(
                connection,
                "select concat(quote(left(me, char_length(me) - char_length(host) - 1)), '@', quote(host)) from"
                        + " (select current_user() me, substring_index(current_user(), '@', -1) host) who");
    }

    @Override
    public String currentSchema() throws SQLException {
        String database = Sql.text(connection, "select database()");
        if (database.isEmpty()) {
            throw new DatabaseException(
                    ErrorKind.NO_SUCH_DATABASE,
                    "the URL names no database: write it behind the port, as in …:3306/shop");
        }
        return database;
    }

    @Override
    public boolean exists(TableName name) throws SQLException {
        return Sql.number(
                        connection,
                        "select count(*) from information_schema.tables where table_schema = ? and table_name = ?",
                        name.schema(),
                        name.name())
                > 0;
    }

    @Override
    public boolean ignoresCase() throws SQLException {
        return Sql.number(connection, "select @@lower_case_table_names") != 0;
    }

    @Override
    public TableName spelled(TableName name) throws SQLException {
        if (!ignoresCase()) {
            return name;
        }
        return Sql.rows(
                        connection,
                        row -> new TableName(row.getString(1), row.getString(2)),
                        "select table_schema, table_name from information_schema.tables"
                                + " where lower(table_schema) = lower(?) and lower(table_name) = lower(?)",
                        name.schema(),
                        name.name())
                .stream()
                .findFirst()
                .orElse(name);
    }

    @Override
    protected Map<String, String> columnTypes(TableName name) throws SQLException {
        return Sql.map(connection, """
                select c.column_name,
                       concat(c.column_type, case when c.collation_name is null or c.collation_name = t.table_collation
                              then '' else concat(' character set ', c.character_set_name, ' collate ', c.collation_name) end)
                  from information_schema.columns c
                  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
                 where c.table_schema = ? and c.table_name = ?
                """, name.schema(), name.name());
    }

    @Override
    protected boolean schemaIsCatalog() {
        return true;
    }

    /** Uses an engine with transactions: a chunk of rows and its watermark must be committed together. */
    @Override
    public String tableOptions(TableName like) throws SQLException {
        return Sql.text(connection, """
                select concat(' engine=', coalesce(e.engine, 'InnoDB'), ' default character set ', c.character_set_name, ' collate ', t.table_collation)
                  from information_schema.tables t
                  join information_schema.collation_character_set_applicability c
                    on t.table_collation in (c.collation_name)
                  left join information_schema.engines e on e.engine = t.engine and e.transactions = 'YES'
                 where t.table_schema = ? and t.table_name = ?
                 limit 1
                """, like.schema(), like.name());
    }

    @Override
    public List<String> dependents(TableName name) throws SQLException {
        return new MySqlDependents(connection, dialect).of(name);
    }

    @Override
    public List<ColumnUse> columnUses(TableName table, String column) throws SQLException {
        return new MySqlColumnUses(connection, dialect, table).of(column);
    }

    @Override
    public List<String> triggers(TableName table) throws SQLException {
        return Sql.texts(
                connection,
                "select trigger_name from information_schema.triggers"
                        + " where event_object_schema = ? and event_object_table = ? order by trigger_name",
                table.schema(),
                table.name());
    }

    @Override
    public List<String> selfUpdating(TableName table) throws SQLException {
        return Sql.texts(
                connection,
                "select column_name from information_schema.columns where table_schema = ? and table_name = ?"
                        + " and extra like '%on update%' order by ordinal_position",
                table.schema(),
                table.name());
    }

    /** MySQL shows a text without its quotes, and MariaDB a missing default of a column that may be NULL as NULL. */
    @Override
    public Optional<String> columnDefault(TableName table, String column) throws SQLException {
        return Sql.texts(connection, """
                select case when version() like '%MariaDB%' or extra like '%DEFAULT_GENERATED%' then column_default
                            else quote(column_default) end
                  from information_schema.columns
                 where table_schema = ? and table_name = ? and column_name = ? and column_default is not null
                   and not (version() like '%MariaDB%' and column_default = 'NULL')
                """, table.schema(), table.name(), column).stream()
                .findFirst();
    }

    @Override
    public TableInventory inventory(TableReplacement swap) throws SQLException {
        return new MySqlInventory(connection, dialect, swap).read();
    }

    /**
     * Warns of what the server hides: the filters of replicas, and triggers from users without the right to create
     * them.
     */
    @Override
    public List<String> warnings(TableName table) throws SQLException {
        List<String> warnings = new ArrayList<>();
        long replicas = Sql.number(
                connection, "select count(*) from information_schema.processlist where command like 'Binlog Dump%'");
        if (replicas > 0) {
            warnings.add("Replicas read this server's changes (" + replicas
                    + " now). A replica with a filter by table, such as"
                    + " replicate-do-table, lacks the tables of a run and stops at the swap: add to its filter the"
                    + " session tables with every suffix, and ferry_%.");
        }
        if (new MySqlRights(connection, dialect).hidesTriggers(table.schema())) {
            warnings.add(
                    "This user can't see triggers. A trigger of the session table would stay with the old table: make sure"
                            + " that there is none, or grant trigger on " + dialect.quote(table.schema())
                            + ".* to this user.");
        }
        return warnings;
    }

    @Override
    public long bytesOf(TableName name) throws SQLException {
        return Sql.number(
                connection,
                "select coalesce(data_length + index_length, 0) from information_schema.tables"
                        + " where table_schema = ? and table_name = ?",
                name.schema(),
                name.name());
    }

    /** Checks InnoDB's limits for a key and, in older row formats, for each of its columns. */
    @Override
    public Optional<String> keyTooLong(TableName table, List<String> columns) throws SQLException {
        boolean older = Set.of("compact", "redundant")
                .contains(Sql.text(connection, "select lower(@@innodb_default_row_format)"));
        long total = 0;
        for (String column : columns) {
            long bytes = Sql.number(
                    connection,
                    "select coalesce(max(character_octet_length), 0) from information_schema.columns"
                            + " where table_schema = ? and table_name = ? and column_name = ?",
                    table.schema(),
                    table.name(),
                    column);
            if (older && bytes > COLUMN_BYTES) {
                return Optional.of("column " + column + " takes " + bytes
                        + " bytes, but a key of this server takes only " + COLUMN_BYTES + " of a column");
            }
            total += bytes;
        }
        return total <= KEY_BYTES
                ? Optional.empty()
                : Optional.of("columns " + String.join(", ", columns) + " take " + total
                        + " bytes together, but a key of this server takes only " + KEY_BYTES);
    }

    @Override
    public boolean readOnly() throws SQLException {
        return Sql.number(connection, "select @@read_only") == 1;
    }

    @Override
    public List<String> missingRights(List<TableName> tables) throws SQLException {
        return new MySqlRights(connection, dialect).missing(tables);
    }

    @Override
    public OptionalLong freeBytes() throws SQLException {
        boolean local = Sql.text(connection, "select @@hostname").equals(LocalHost.name());
        return local ? LocalDisk.freeBytes(Sql.text(connection, "select @@datadir")) : OptionalLong.empty();
    }

    /** Shows running statements only: an idle connection does not show its tables. */
    @Override
    public List<String> users(List<TableName> tables) throws SQLException {
        List<String> users = new ArrayList<>();
        for (TableName table : tables) {
            users.addAll(Sql.texts(connection, """
                    select concat('connection ', id, ', user ', user, ', from ', host, ', running for ', time, ' s')
                      from information_schema.processlist
                     where id <> connection_id() and db = ? and locate(lower(?), lower(info)) > 0
                    """, table.schema(), table.name()));
        }
        return users.stream().distinct().toList();
    }

    @Override
    public long session() throws SQLException {
        return Sql.number(connection, "select connection_id()");
    }

    /** Galera, which both products have, certifies rows and not locks. */
    @Override
    public Optional<String> lockLimit() throws SQLException {
        return "ON"
                        .equalsIgnoreCase(Sql.map(connection, "show global variables like 'wsrep_on'")
                                .getOrDefault("wsrep_on", "OFF"))
                ? Optional.of(
                        "This server is a node of a Galera cluster, and locks count on one node only: let all updates"
                                + " of the schema go to this node")
                : Optional.empty();
    }

    @Override
    public boolean tryLock(String name) throws SQLException {
        return Sql.number(connection, "select get_lock(?, 0)", StoreLock.serverName(name)) == 1;
    }

    @Override
    public void unlock(String name) throws SQLException {
        Sql.number(connection, "select release_lock(?)", StoreLock.serverName(name));
    }

    @Override
    public Optional<LockSession> lockSession(String name) throws SQLException {
        return Sql.rows(
                        connection,
                        row -> new LockSession(
                                row.getLong(1), row.getString(2), row.getString(3), Duration.ofSeconds(row.getLong(4))),
                        """
                        select id, concat('database connection ', id, ' of user ', user, ' from ', host),
                               case when command = 'Sleep' then 'idle'
                                    else concat('runs ', coalesce(regexp_substr(info, '^[^''(]{1,60}'), command)) end,
                               case when command = 'Sleep' then time else 0 end
                          from information_schema.processlist where id = is_used_lock(?)
                        """,
                        StoreLock.serverName(name))
                .stream()
                .findFirst();
    }

    /**
     * Any session may write to any database, so all of the server count, also one that applies a replication. Without the right
     * PROCESS only those of the same user show; in a cluster, those of other servers never do.
     */
    @Override
    public Optional<List<ClientSession>> otherSessions() throws SQLException {
        boolean all = Sql.number(connection, """
                        select count(*) from information_schema.user_privileges where privilege_type = 'PROCESS'
                           and grantee = concat('''', replace(current_user(), '@', '''@'''), '''')
                        """) > 0;
        if (!all || lockLimit().isPresent() || inGroup()) {
            return Optional.empty();
        }
        return Optional.of(Sql.rows(
                connection,
                row -> new ClientSession(
                        row.getString(1), Optional.of(row.getString(2)).filter(host -> !host.isEmpty())),
                """
                select concat('database connection ', id, ' of user ', user, ' from ', coalesce(host, '')),
                       substring_index(coalesce(host, ''), ':', 1)
                  from information_schema.processlist
                 where id <> connection_id() and command not in ('Daemon', 'Binlog Dump', 'Binlog Dump GTID')
                 order by id
                """));
    }

    private boolean inGroup() throws SQLException {
        return !Sql.map(connection, "show global variables like 'group_replication_group_name'")
                .getOrDefault("group_replication_group_name", "")
                .isEmpty();
    }

    /** MySQL reads CHECK constraints and ignores them before 8.0.16, the first release that has this view of them. */
    @Override
    public boolean enforcesChecks() throws SQLException {
        return Sql.number(
                        connection,
                        "select count(*) from information_schema.tables where table_schema = 'information_schema'"
                                + " and table_name = 'CHECK_CONSTRAINTS'")
                > 0;
    }

    @Override
    public void endSession(long id) throws SQLException {
        try {
            Sql.execute(connection, "kill " + id);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_SESSION) {
                throw e;
            }
        }
    }

    @Override
    public Optional<String> structure(String schema, List<String> except) throws SQLException {
        return Optional.of(MySqlStructure.checksum(connection, schema, except));
    }

    @Override
    public WriteLock lockWrites(Database database, TableName table, List<TableName> along) throws SQLException {
        return MySqlWriteLock.take(database, connection, table);
    }

    @Override
    public List<String> renames(List<Rename> renames) {
        return List.of("rename table "
                + renames.stream()
                        .map(rename -> rename.from().sql(dialect) + " to "
                                + rename.from().sibling(rename.to()).sql(dialect))
                        .collect(Collectors.joining(", ")));
    }
}
