package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.MetadataReader;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jdbc.TransactionWriteLock;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.jetty.StoreLock;

/**
 * The catalog of SQL Server. Works without views that need special rights. INFORMATION_SCHEMA is in upper case and sys
 * in lower case, because a database with a case-sensitive or binary collation accepts no other spelling.
 */
final class SqlServerCatalog extends Catalog {
    private static final int KEY_BYTES = 900;
    private static final int NO_SUCH_SESSION = 6106;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_@#$]*");

    SqlServerCatalog(Connection connection, SqlServerDialect dialect) {
        super(connection, dialect);
    }

    /** Ignores case: names are usually compared so, and some metadata have them in lower case. */
    @Override
    protected boolean sameName(String found, String name) {
        return found.equalsIgnoreCase(name);
    }

    @Override
    public String currentSchema() throws SQLException {
        return Sql.text(connection, "select schema_name()");
    }

    @Override
    public boolean exists(TableName name) throws SQLException {
        return Sql.number(connection, "select case when object_id(?) is null then 0 else 1 end", name.sql(dialect)) > 0;
    }

    @Override
    public boolean ignoresCase() throws SQLException {
        return Sql.number(connection, "select case when N'a' = N'A' collate database_default then 1 else 0 end") == 1;
    }

    /** Some compatible servers store names in lower case only; the operator's spelling is then the better one. */
    @Override
    public TableName spelled(TableName name) throws SQLException {
        return Sql.rows(
                        connection,
                        row -> new TableName(
                                better(row.getString(1), name.schema()), better(row.getString(2), name.name())),
                        "select s.name, o.name from sys.objects o join sys.schemas s on s.schema_id = o.schema_id"
                                + " where o.object_id = object_id(?)",
                        name.sql(dialect))
                .stream()
                .findFirst()
                .orElse(name);
    }

    private static String better(String found, String typed) {
        return found.equals(typed.toLowerCase(Locale.ROOT)) ? typed : found;
    }

    @Override
    protected MetadataReader metadata() throws SQLException {
        return new SqlServerMetadata(this, connection, dialect);
    }

    @Override
    protected Map<String, String> columnTypes(TableName name) throws SQLException {
        return Sql.map(connection, """
                select COLUMN_NAME, concat(case
                         when CHARACTER_MAXIMUM_LENGTH = -1 then concat(DATA_TYPE, '(max)')
                         when DATA_TYPE in ('char', 'nchar', 'varchar', 'nvarchar', 'binary', 'varbinary')
                           then concat(DATA_TYPE, '(', CHARACTER_MAXIMUM_LENGTH, ')')
                         when DATA_TYPE in ('numeric', 'decimal')
                           then concat(DATA_TYPE, '(', NUMERIC_PRECISION, ',', NUMERIC_SCALE, ')')
                         else DATA_TYPE end,
                         case when COLLATION_NAME is null
                                or COLLATION_NAME = cast(databasepropertyex(db_name(), 'Collation') as varchar(128))
                              then '' else concat(' collate ', COLLATION_NAME) end)
                  from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = ? and TABLE_NAME = ?
                """, name.schema(), name.name());
    }

    @Override
    public List<String> dependents(TableName name) throws SQLException {
        return new SqlServerDependents(connection, dialect).of(name);
    }

    @Override
    public List<ColumnUse> columnUses(TableName table, String column) throws SQLException {
        return new SqlServerColumnUses(new SqlServerTableViews(connection, dialect, table), column).list();
    }

    @Override
    public List<String> triggers(TableName table) throws SQLException {
        return Sql.texts(
                connection,
                "select name from sys.triggers where parent_id = object_id(?) order by name",
                table.sql(dialect));
    }

    @Override
    public Optional<String> columnDefault(TableName table, String column) throws SQLException {
        return Sql.texts(connection, """
                select d.definition from sys.default_constraints d
                  join sys.columns c on c.object_id = d.parent_object_id and c.column_id = d.parent_column_id
                 where d.parent_object_id = object_id(?) and c.name = ?
                """, table.sql(dialect), column).stream().findFirst();
    }

    @Override
    public TableInventory inventory(TableReplacement swap) throws SQLException {
        return new SqlServerInventory(connection, dialect, swap, columnTypes(swap.old())).read();
    }

    @Override
    public List<String> hiding(TableName name) throws SQLException {
        return new SqlServerDependents(connection, dialect).hiding(name);
    }

    @Override
    public List<String> likeOwner(TableName model, TableName table) throws SQLException {
        return new SqlServerRights(connection, dialect).like(model, table);
    }

    @Override
    public long bytesOf(TableName name) {
        try {
            return Sql.number(
                    connection,
                    "select sum(a.total_pages) * 8192 from sys.partitions p"
                            + " join sys.allocation_units a on a.container_id = p.partition_id"
                            + " where p.object_id = object_id(?)",
                    name.sql(dialect));
        } catch (SQLException e) {
            return 0; // no right to read the view; the estimate then uses the blobs
        }
    }

    @Override
    public boolean readOnly() throws SQLException {
        return Sql.text(connection, "select cast(databasepropertyex(db_name(), 'Updateability') as varchar(20))")
                .equals("READ_ONLY");
    }

    @Override
    public List<String> missingRights(List<TableName> tables) throws SQLException {
        return new SqlServerRights(connection, dialect).missing(tables);
    }

    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    @Override
    public List<String> users(List<TableName> tables) {
        List<String> users = new ArrayList<>();
        for (TableName table : tables) {
            users.addAll(holders(table));
        }
        return users.stream().distinct().toList();
    }

    private List<String> holders(TableName table) {
        try {
            return Sql.texts(
                    connection,
                    "select concat('session ', s.session_id, ', user ', s.login_name, ', from ', s.host_name,"
                            + " ', program ', s.program_name) from sys.dm_tran_locks l"
                            + " join sys.dm_exec_sessions s on s.session_id = l.request_session_id"
                            // The view shows all databases, and a restored copy has the same object ids.
                            + " where l.resource_database_id = db_id() and l.resource_type = 'OBJECT'"
                            + " and l.resource_associated_entity_id = object_id(?)"
                            + " and s.session_id <> @@spid",
                    table.sql(dialect));
        } catch (SQLException e) {
            return List.of(); // the view needs VIEW SERVER STATE, which few users have
        }
    }

    @Override
    public long session() throws SQLException {
        return Sql.number(connection, "select @@spid");
    }

    @Override
    public boolean tryLock(String name) throws SQLException {
        long result = Sql.number(
                connection,
                "declare @result int; declare @name nvarchar(255) = concat(?, ':', db_name());"
                        + " exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive',"
                        + " @LockOwner = 'Session', @LockTimeout = 0; select @result",
                StoreLock.serverName(name));
        return result >= 0;
    }

    @Override
    public void unlock(String name) throws SQLException {
        Sql.number(
                connection,
                "declare @result int; declare @name nvarchar(255) = concat(?, ':', db_name());"
                        + " exec @result = sp_releaseapplock @Resource = @name, @LockOwner = 'Session'; select @result",
                StoreLock.serverName(name));
    }

    /** Columns may be wider than a clustered key takes; then the widest row decides. */
    @Override
    public Optional<String> keyTooLong(TableName table, List<String> columns) throws SQLException {
        String lengths = columns.stream()
                .map(column -> "coalesce(datalength(" + dialect.quote(column) + "), 0)")
                .collect(Collectors.joining(" + "));
        long longest = Sql.number(connection, "select coalesce(max(" + lengths + "), 0) from " + table.sql(dialect));
        return longest <= KEY_BYTES
                ? Optional.empty()
                : Optional.of("a row has " + longest + " bytes in columns " + String.join(", ", columns)
                        + ", but a clustered key of this server takes only " + KEY_BYTES);
    }

    /** Empty: the server shows the names of such locks only cut off, and to few users. */
    @Override
    public Optional<LockSession> lockSession(String name) {
        return Optional.empty();
    }

    /** Anybody may ask whether such a lock could be taken. */
    @Override
    public boolean isLocked(String name) throws SQLException {
        return Sql.number(
                        connection,
                        "declare @name nvarchar(255) = concat(?, ':', db_name());"
                                + " select applock_test('public', @name, 'Exclusive', 'Session')",
                        StoreLock.serverName(name))
                == 0;
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

    /** A shared lock of the whole table, for as long as the transaction lasts. */
    @Override
    public WriteLock lockWrites(Database database, TableName table, List<TableName> along) throws SQLException {
        Sql.texts(connection, "select top 1 'locked' from " + table.sql(dialect) + " with (tablock, holdlock)");
        return new TransactionWriteLock(connection);
    }

    @Override
    public List<String> renames(List<Rename> renames) {
        return renames.stream()
                .map(rename -> "exec sp_rename "
                        + dialect.text(part(rename.from().schema()) + "."
                                + part(rename.from().name()))
                        + ", " + dialect.text(rename.to()) + ", 'OBJECT'")
                .toList();
    }

    /** In brackets where it would be read as more than one name; the new name is taken as it is. */
    private String part(String name) {
        return PLAIN.matcher(name).matches() ? name : dialect.quote(name);
    }
}
