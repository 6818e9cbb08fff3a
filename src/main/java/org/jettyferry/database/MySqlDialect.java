package org.jettyferry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * MySQL and MariaDB: every DDL statement commits, but one RENAME TABLE swaps any number of tables at once; indexes
 * belong to their table; JDBC calls a database "catalog".
 */
final class MySqlDialect extends Dialect {
    /** The two drivers want different properties. */
    enum Driver {
        CONNECTOR_J,
        MARIADB
    }

    private static final Pattern CREATE_INDEX =
            Pattern.compile("create index (`(?:[^`]|``)+`) on (.+) (\\([^()]+\\))", Pattern.DOTALL);

    private final Driver driver;

    MySqlDialect(Driver driver) {
        this.driver = driver;
    }

    @Override
    public String id() {
        return "mysql";
    }

    @Override
    Dialect refined(Connection connection) {
        return this;
    }

    @Override
    String driverClass() {
        return driver == Driver.MARIADB ? "org.mariadb.jdbc.Driver" : "com.mysql.cj.jdbc.Driver";
    }

    @Override
    Map<String, String> connectionProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("connectTimeout", "10000");
        properties.put("tcpKeepAlive", "true");
        if (driver == Driver.CONNECTOR_J) {
            properties.put("useServerPrepStmts", "true"); // else blobs travel as hexadecimal digits
            properties.put("connectionAttributes", "program_name:jetty-ferry");
        } else {
            properties.put("useBulkStmts", "true");
            properties.put("connectionAttributes", "program_name:jetty-ferry");
        }
        return properties;
    }

    /** Strict mode: without it a value that is too long is cut off in silence. */
    @Override
    void prepare(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "set session lock_wait_timeout = 5, session innodb_lock_wait_timeout = 5,"
                        + " session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
                        + " session net_write_timeout = 3600, session net_read_timeout = 3600,"
                        + " session wait_timeout = 604800"); // with the connection would go the lock
    }

    @Override
    public Problem classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (error.getErrorCode()) {
            case 1045, 1698, 1251 -> Problem.LOGIN_REFUSED;
            case 1049 -> Problem.NO_SUCH_DATABASE;
            case 1290, 1792, 1836 -> Problem.READ_ONLY;
            case 1044, 1142, 1143, 1227, 1370 -> Problem.NO_RIGHTS;
            case 1205, 1213, 3572 -> Problem.LOCKED;
            case 1114, 1021, 3, 28 -> Problem.NO_ROOM;
            case 1406, 1264 -> Problem.TOO_LONG;
            case 1062 -> Problem.DUPLICATE;
            case 1146, 1054 -> Problem.NO_SUCH_OBJECT;
            case 1053, 1317, 1927, 4031 -> Problem.CONNECTION_LOST;
            default ->
                state.startsWith("28")
                        ? Problem.LOGIN_REFUSED
                        : state.equals("08003") || state.equals("08007")
                                ? Problem.CONNECTION_LOST
                                : state.startsWith("08") ? Problem.UNREACHABLE : Problem.OTHER;
        };
    }

    @Override
    public String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    @Override
    public String fold(String identifier) {
        return identifier;
    }

    @Override
    public String currentSchema(Connection connection) throws SQLException {
        String database = Sql.text(connection, "select database()");
        if (database.isEmpty()) {
            throw new DatabaseException(
                    Problem.NO_SUCH_DATABASE, "the URL names no database: write it behind the port, as in …:3306/shop");
        }
        return database;
    }

    @Override
    public int maxIdentifier() {
        return 64;
    }

    @Override
    public boolean exists(Connection connection, TableName name) throws SQLException {
        return Sql.number(
                        connection,
                        "select count(*) from information_schema.tables where table_schema = ? and table_name = ?",
                        name.schema(),
                        name.name())
                > 0;
    }

    @Override
    Map<String, String> columnTypes(Connection connection, TableName name) throws SQLException {
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
    boolean schemaIsCatalog() {
        return true;
    }

    /** A chunk and its watermark come true at once only in an engine with transactions. */
    @Override
    public String tableOptions(Connection connection, TableName like) throws SQLException {
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
    public List<String> dependents(Connection connection, TableName name) throws SQLException {
        List<String> found = new ArrayList<>();
        found.addAll(Sql.texts(
                connection,
                "select concat('trigger ', trigger_name) from information_schema.triggers"
                        + " where event_object_schema = ? and event_object_table = ?",
                name.schema(),
                name.name()));
        found.addAll(Sql.texts(
                connection,
                "select concat('foreign key ', constraint_name, ' of ', table_name)"
                        + " from information_schema.referential_constraints"
                        + " where unique_constraint_schema = ? and referenced_table_name = ?",
                name.schema(),
                name.name()));
        return found;
    }

    @Override
    public long bytesOf(Connection connection, TableName name) throws SQLException {
        return Sql.number(
                connection,
                "select coalesce(data_length + index_length, 0) from information_schema.tables"
                        + " where table_schema = ? and table_name = ?",
                name.schema(),
                name.name());
    }

    @Override
    public OptionalLong capacity(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "tinyblob" -> OptionalLong.of(255);
            case "blob" -> OptionalLong.of(65_535);
            case "mediumblob" -> OptionalLong.of(16_777_215);
            default -> OptionalLong.empty();
        };
    }

    @Override
    public String nowMillis() {
        // not unix_timestamp(now(3)): that takes local time, which says the same for two hours when summer ends
        return "timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000";
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return Sql.number(connection, "select @@read_only") == 1;
    }

    /** Looks at what is granted to the user directly; where roles are in force it can't tell, and lets the server. */
    @Override
    public List<String> missingRights(Connection connection, List<TableName> tables) throws SQLException {
        if (tables.isEmpty() || usesRoles(connection)) {
            return List.of();
        }
        String schema = tables.get(0).schema();
        Set<String> granted = Sql.texts(connection, "show grants").stream()
                .filter(grant -> grant.contains(" ON *.* ")
                        || grant.contains(" ON `" + schema + "`.")
                        || grant.contains(" ON `" + schema.replace("_", "\\_") + "`."))
                .flatMap(
                        grant -> List.of(grant.substring("GRANT ".length(), grant.indexOf(" ON "))
                                        .split(","))
                                .stream())
                .map(right -> right.strip().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (granted.contains("ALL PRIVILEGES")) {
            return List.of();
        }
        Set<String> missing =
                new TreeSet<>(Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX"));
        missing.removeAll(granted);
        return missing.isEmpty()
                ? List.of()
                : List.of("grant " + String.join(", ", missing).toLowerCase(Locale.ROOT) + " on " + quote(schema)
                        + ".* to current_user()");
    }

    private static boolean usesRoles(Connection connection) {
        try {
            return !List.of("", "NONE").contains(Sql.text(connection, "select current_role()"));
        } catch (SQLException e) {
            return true; // a server of before roles, or one that doesn't tell
        }
    }

    @Override
    public OptionalLong freeBytes(Connection connection) throws SQLException {
        boolean local = Sql.text(connection, "select @@hostname").equals(LocalHost.name());
        return local ? LocalDisk.freeBytes(Sql.text(connection, "select @@datadir")) : OptionalLong.empty();
    }

    /** Only statements that run right now: an idle connection does not say which tables it used. */
    @Override
    public List<String> users(Connection connection, List<TableName> tables) throws SQLException {
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
    public boolean tryLock(Connection connection, String name) throws SQLException {
        return Sql.number(connection, "select get_lock(?, 0)", lockName(name)) == 1;
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        Sql.number(connection, "select release_lock(?)", lockName(name));
    }

    @Override
    public Optional<String> lockHolder(Connection connection, String name) throws SQLException {
        return Sql.texts(connection, """
                        select concat('database connection ', id, ' of user ', user, ' from ', host)
                          from information_schema.processlist where id = is_used_lock(?)
                        """, lockName(name)).stream().findFirst();
    }

    /** At most 64 characters, and one name space for the whole server. */
    private static String lockName(String name) {
        return "jetty-ferry:" + Long.toHexString(LockKey.of(name));
    }

    @Override
    public boolean transactionalDdl() {
        return false;
    }

    @Override
    public boolean globalIndexNames() {
        return false;
    }

    @Override
    public List<String> renames(Connection connection, List<Rename> renames) {
        return List.of("rename table "
                + renames.stream()
                        .map(rename -> rename.from().sql(this) + " to "
                                + rename.from().sibling(rename.to()).sql(this))
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public List<String> together(List<String> createIndexes) {
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        for (String statement : createIndexes) {
            Matcher parts = CREATE_INDEX.matcher(statement);
            if (!parts.matches()) {
                return createIndexes;
            }
            indexes.computeIfAbsent(parts.group(2), table -> new ArrayList<>())
                    .add("add index " + parts.group(1) + " " + parts.group(3));
        }
        return indexes.entrySet().stream()
                .map(table -> "alter table " + table.getKey() + " " + String.join(", ", table.getValue()))
                .toList();
    }

    @Override
    public List<String> analyze(TableName table) {
        return List.of("analyze table " + table.sql(this));
    }

    @Override
    public String text(String value) {
        return super.text(value.replace("\\", "\\\\"));
    }

    @Override
    public String bytes(byte[] value) {
        return "x'" + hex(value) + "'";
    }

    @Override
    public String octetLength(String expression) {
        return "octet_length(" + expression + ")";
    }

    @Override
    public String concat(List<String> expressions) {
        return "concat(" + String.join(", ", expressions) + ")";
    }

    @Override
    public String divide(String expression, long divisor) {
        return expression + " div " + divisor;
    }

    /** Not md5(): MySQL 9.7 has it no more. */
    @Override
    public String digest(String expression) {
        return "convert(sha2(" + expression + ", 256) using ascii)";
    }

    @Override
    public String rowCheck(List<String> texts, List<String> numbers) {
        return folded(this, "crc32(" + joined(texts) + ")", numbers);
    }

    @Override
    public BlobCheck blobCheck() {
        return BlobCheck.crc32("crc32(%s)");
    }

    @Override
    public String utf8(String expression) {
        return "convert(" + expression + " using utf8mb4)";
    }

    @Override
    public String longType() {
        return "signed";
    }

    @Override
    public String xor(String left, String right) {
        return "(" + left + " ^ " + right + ")";
    }

    /** The temporary tables that MySQL 8 takes by default are slow to add up in; without the right it is just a warning. */
    @Override
    public String grouped(String select) {
        return select.replaceFirst("(?i)^select ", "select /*+ SET_VAR(internal_tmp_mem_storage_engine=MEMORY) */ ");
    }

    @Override
    public String limit(String select, long rows) {
        return select + " limit " + rows;
    }

    @Override
    public String nth(String orderedSelect, long place) {
        return orderedSelect + " limit " + place + ", 1";
    }

    @Override
    int streamingFetchSize() {
        return driver == Driver.CONNECTOR_J ? Integer.MIN_VALUE : 1;
    }

    /** InnoDB takes rows for different places of one table at once. */
    @Override
    public int lanes() {
        return 2;
    }

    @Override
    public BulkPipe pipe(Connection source, Connection target) {
        return new JdbcPipe(
                this,
                source,
                (insert, types) -> driver == Driver.CONNECTOR_J
                        ? new MultiRowWriter(target, insert, types)
                        : new BatchWriter(target, insert, types));
    }
}
