package org.jettyferry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** SQL Server: DDL takes part in transactions; indexes and unnamed keys belong to their table. */
final class SqlServerDialect extends Dialect {

    @Override
    public String id() {
        return "sqlserver";
    }

    @Override
    Dialect refined(Connection connection) {
        return this;
    }

    @Override
    String driverClass() {
        return "com.microsoft.sqlserver.jdbc.SQLServerDriver";
    }

    @Override
    Map<String, String> connectionProperties() {
        return Map.of("applicationName", "jetty-ferry", "loginTimeout", "15", "useBulkCopyForBatchInsert", "true");
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        Sql.execute(connection, "set lock_timeout 5000");
    }

    @Override
    public Problem classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (error.getErrorCode()) {
            case 18456, 18452 -> Problem.LOGIN_REFUSED;
            case 4060, 911 -> Problem.NO_SUCH_DATABASE;
            case 3906, 978 -> Problem.READ_ONLY;
            case 229, 230, 262, 297, 1088, 2760 -> Problem.NO_RIGHTS;
            case 1222, 1205 -> Problem.LOCKED;
            case 1105, 9002, 1101 -> Problem.NO_ROOM;
            case 8152, 2628 -> Problem.TOO_LONG;
            case 2627, 2601 -> Problem.DUPLICATE;
            case 208, 207 -> Problem.NO_SUCH_OBJECT;
            default ->
                state.equals("08S01") || state.equals("08003") || state.equals("08006")
                        ? Problem.CONNECTION_LOST
                        : state.startsWith("08") ? Problem.UNREACHABLE : Problem.OTHER;
        };
    }

    @Override
    public String quote(String identifier) {
        return "[" + identifier.replace("]", "]]") + "]";
    }

    @Override
    public String fold(String identifier) {
        return identifier;
    }

    /** Names keep their case but are compared without it, as a rule; and some metadata have them in lower case. */
    @Override
    boolean sameName(String found, String name) {
        return found.equalsIgnoreCase(name);
    }

    @Override
    public String currentSchema(Connection connection) throws SQLException {
        return Sql.text(connection, "select schema_name()");
    }

    @Override
    public int maxIdentifier() {
        return 128;
    }

    @Override
    public boolean exists(Connection connection, TableName name) throws SQLException {
        return Sql.number(connection, "select case when object_id(?) is null then 0 else 1 end", name.sql(this)) > 0;
    }

    @Override
    MetadataReader metadata(Connection connection) throws SQLException {
        return new SqlServerMetadata(connection, this);
    }

    @Override
    Map<String, String> columnTypes(Connection connection, TableName name) throws SQLException {
        return Sql.map(connection, """
                select column_name, concat(case
                         when character_maximum_length = -1 then concat(data_type, '(max)')
                         when data_type in ('char', 'nchar', 'varchar', 'nvarchar', 'binary', 'varbinary')
                           then concat(data_type, '(', character_maximum_length, ')')
                         when data_type in ('numeric', 'decimal')
                           then concat(data_type, '(', numeric_precision, ',', numeric_scale, ')')
                         else data_type end,
                         case when collation_name is null
                                or collation_name = cast(databasepropertyex(db_name(), 'Collation') as varchar(128))
                              then '' else concat(' collate ', collation_name) end)
                  from information_schema.columns where table_schema = ? and table_name = ?
                """, name.schema(), name.name());
    }

    @Override
    public List<String> dependents(Connection connection, TableName name) throws SQLException {
        List<String> found = new ArrayList<>();
        found.addAll(Sql.texts(
                connection,
                "select concat('trigger ', name) from sys.triggers where parent_id = object_id(?)",
                name.sql(this)));
        found.addAll(Sql.texts(
                connection,
                "select concat('foreign key ', name) from sys.foreign_keys where referenced_object_id = object_id(?)",
                name.sql(this)));
        return found;
    }

    @Override
    public long bytesOf(Connection connection, TableName name) {
        try {
            return Sql.number(
                    connection,
                    "select sum(a.total_pages) * 8192 from sys.partitions p"
                            + " join sys.allocation_units a on a.container_id = p.partition_id"
                            + " where p.object_id = object_id(?)",
                    name.sql(this));
        } catch (SQLException e) {
            return 0; // the view is not for everybody; the estimate then goes by the blobs
        }
    }

    @Override
    public String nowMillis() {
        return "cast(datediff(second, '19700101', getutcdate()) as bigint) * 1000";
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return Sql.text(connection, "select cast(databasepropertyex(db_name(), 'Updateability') as varchar(20))")
                .equals("READ_ONLY");
    }

    @Override
    public List<String> missingRights(Connection connection, List<TableName> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        if (Sql.number(connection, "select coalesce(has_perms_by_name(db_name(), 'DATABASE', 'CREATE TABLE'), 1)")
                == 0) {
            missing.add("grant create table to the user of this connection");
        }
        for (TableName table : tables) {
            if (Sql.number(connection, "select coalesce(has_perms_by_name(?, 'OBJECT', 'ALTER'), 1)", table.sql(this))
                    == 0) {
                missing.add("grant control on " + table.sql(this) + " to the user of this connection");
            }
        }
        return missing;
    }

    @Override
    public OptionalLong freeBytes(Connection connection) {
        return OptionalLong.empty();
    }

    @Override
    public List<String> users(Connection connection, List<TableName> tables) {
        List<String> users = new ArrayList<>();
        for (TableName table : tables) {
            users.addAll(holders(connection, table));
        }
        return users.stream().distinct().toList();
    }

    private List<String> holders(Connection connection, TableName table) {
        try {
            return Sql.texts(
                    connection,
                    "select concat('session ', s.session_id, ', user ', s.login_name, ', from ', s.host_name,"
                            + " ', program ', s.program_name) from sys.dm_tran_locks l"
                            + " join sys.dm_exec_sessions s on s.session_id = l.request_session_id"
                            + " where l.resource_type = 'OBJECT' and l.resource_associated_entity_id = object_id(?)"
                            + " and s.session_id <> @@spid",
                    table.sql(this));
        } catch (SQLException e) {
            return List.of(); // needs VIEW SERVER STATE, which few have
        }
    }

    @Override
    public boolean tryLock(Connection connection, String name) throws SQLException {
        long result = Sql.number(
                connection,
                "declare @result int; declare @name nvarchar(255) = concat(?, ':', db_name());"
                        + " exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive',"
                        + " @LockOwner = 'Session', @LockTimeout = 0; select @result",
                lockName(name));
        return result >= 0;
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        Sql.number(
                connection,
                "declare @result int; declare @name nvarchar(255) = concat(?, ':', db_name());"
                        + " exec @result = sp_releaseapplock @Resource = @name, @LockOwner = 'Session'; select @result",
                lockName(name));
    }

    @Override
    public Optional<String> lockHolder(Connection connection, String name) {
        return Optional.empty();
    }

    /** With the database's name behind it, for servers that keep these locks for all databases at once. */
    private static String lockName(String name) {
        return "jetty-ferry:" + Long.toHexString(LockKey.of(name));
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public boolean globalIndexNames() {
        return false;
    }

    @Override
    public List<String> renames(Connection connection, List<Rename> renames) {
        return renames.stream()
                .map(rename -> "exec sp_rename "
                        + text(rename.from().schema() + "." + rename.from().name()) + ", " + text(rename.to())
                        + ", 'OBJECT'")
                .toList();
    }

    @Override
    public List<String> analyze(TableName table) {
        return List.of();
    }

    /** Only where needed as Unicode: compared with that, an index on varchar is of no use. */
    @Override
    public String text(String value) {
        return value.chars().allMatch(c -> c < 128) ? super.text(value) : "N" + super.text(value);
    }

    @Override
    public String bytes(byte[] value) {
        return "0x" + hex(value);
    }

    @Override
    public String octetLength(String expression) {
        return "datalength(" + expression + ")";
    }

    @Override
    public String concat(List<String> expressions) {
        return "concat(" + String.join(", ", expressions) + ")";
    }

    @Override
    public String digest(String expression) {
        // Parts of 32 bits as whole numbers: to write bytes in hexadecimal takes a style that not every server knows.
        return IntStream.of(1, 5, 9, 13)
                .mapToObj(from -> "cast(substring(hashbytes('SHA2_256', " + expression + "), " + from + ", 4) as int)")
                .collect(Collectors.joining(", '.', ", "concat(", ")"));
    }

    @Override
    public String rowCheck(List<String> texts, List<String> numbers) {
        String all = Stream.concat(texts.stream(), numbers.stream())
                .map(value -> "coalesce(cast(" + value + " as nvarchar(400)), '~')")
                .collect(Collectors.joining(", '|', "));
        return "cast(cast(substring(hashbytes('MD5', concat(" + all + ")), 1, 4) as int) as bigint)";
    }

    @Override
    public BlobCheck blobCheck() {
        return BlobCheck.signedMd5("cast(cast(substring(hashbytes('MD5', %s), 1, 4) as int) as bigint)");
    }

    @Override
    public String utf8(String expression) {
        return "cast(cast(" + expression + " as varchar(max)) as varbinary(max))";
    }

    @Override
    public String longType() {
        return "bigint";
    }

    @Override
    public String xor(String left, String right) {
        return "(" + left + " ^ " + right + ")";
    }

    @Override
    public String limit(String select, long rows) {
        return select.replaceFirst("(?i)^select ", "select top " + rows + " ");
    }

    @Override
    public String nth(String orderedSelect, long place) {
        return orderedSelect + " offset " + place + " rows fetch next 1 rows only";
    }

    @Override
    int streamingFetchSize() {
        return 100;
    }

    @Override
    public BulkPipe pipe(Connection source, Connection target) {
        return new JdbcPipe(this, source, (insert, types) -> new BatchWriter(target, insert, types));
    }
}
