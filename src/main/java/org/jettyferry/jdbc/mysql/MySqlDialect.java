package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.BlobCheck;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.MultiRowWriter;
import org.jettyferry.jdbc.RowWriter;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * The dialect of MySQL and MariaDB, through Connector/J. Each DDL statement commits, but one RENAME TABLE swaps any
 * number of tables atomically. Names of indexes belong to their table.
 */
class MySqlDialect extends Dialect implements MySqlExpressions {
    /** Limits made for requests, which would end a long run. MySQL and MariaDB have different ones. */
    private static final String LIMITS = """
            show session variables where variable_name in ('max_execution_time', 'max_statement_time',
              'idle_transaction_timeout', 'idle_write_transaction_timeout', 'idle_readonly_transaction_timeout')
              and value > 0
            """;

    private static final Pattern CREATE_INDEX =
            Pattern.compile("create index (`(?:[^`]|``)+`) on (.+) (\\([^()]+\\))", Pattern.DOTALL);

    final boolean loads;

    /** @param loads whether driver and server allow LOAD DATA LOCAL */
    MySqlDialect(boolean loads) {
        this.loads = loads;
    }

    @Override
    public String id() {
        return "mysql";
    }

    @Override
    public Catalog server(Connection connection) {
        return new MySqlCatalog(connection, this);
    }

    /**
     * Sets strict mode: without it, the server truncates long values silently. Also lifts limits made for interactive
     * users, such as sql_safe_updates, which refuses updates without a key, and sql_select_limit.
     */
    @Override
    protected void prepare(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "set session lock_wait_timeout = 5, session innodb_lock_wait_timeout = 5,"
                        + " session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION',"
                        + " session sql_safe_updates = 0, session sql_big_selects = 1,"
                        + " session sql_select_limit = 18446744073709551615, session completion_type = 0,"
                        + " session net_write_timeout = 3600, session net_read_timeout = 3600,"
                        + " session wait_timeout = 604800"); // a closed connection would lose the lock
        for (String limit : Sql.texts(connection, LIMITS)) {
            Sql.execute(connection, "set session " + limit + " = 0");
        }
    }

    @Override
    public void forbidChanges(Connection connection) throws SQLException {
        Sql.execute(connection, "set session transaction read only");
    }

    @Override
    public ErrorKind classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (error.getErrorCode()) {
            case 1045, 1698, 1251 -> ErrorKind.LOGIN_REFUSED;
            case 1049 -> ErrorKind.NO_SUCH_DATABASE;
            case 1290, 1792, 1836 -> ErrorKind.READ_ONLY;
            case 1044, 1142, 1143, 1227, 1370 -> ErrorKind.NO_RIGHTS;
            case 1205, 1213, 3572 -> ErrorKind.LOCKED;
            case 1114, 1021, 3, 28 -> ErrorKind.NO_ROOM;
            case 1406, 1264, 1265, 1366 -> ErrorKind.TOO_LONG;
            case 1062 -> ErrorKind.DUPLICATE;
            case 1048, 3819, 4025 -> ErrorKind.UNFIT;
            case 1146, 1054 -> ErrorKind.NO_SUCH_OBJECT;
            case 1053, 1317, 1927, 4031 -> ErrorKind.CONNECTION_LOST;
            default ->
                state.startsWith("28")
                        ? ErrorKind.LOGIN_REFUSED
                        : state.equals("08003") || state.equals("08007")
                                ? ErrorKind.CONNECTION_LOST
                                : state.startsWith("08") ? ErrorKind.UNREACHABLE : ErrorKind.OTHER;
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
    public int maxIdentifier() {
        return 64;
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
    public boolean transactionalDdl() {
        return false;
    }

    @Override
    public boolean globalIndexNames() {
        return false;
    }

    @Override
    public List<String> combineIndexes(List<String> createIndexes) {
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
    public ColumnSync columnSync() {
        return new MySqlColumnSync(this);
    }

    @Override
    public BlobCheck blobCheck() {
        return BlobCheck.crc32("crc32(%s)");
    }

    @Override
    protected int streamingFetchSize() {
        return Integer.MIN_VALUE;
    }

    @Override
    public boolean readsInParallel() {
        return false;
    }

    /** InnoDB inserts rows at different places of one table in parallel. Copies within the server gain nothing by that. */
    @Override
    public int lanes(boolean through) {
        return through ? 2 : 1;
    }

    @Override
    public BulkCopyFactory bulkCopies() {
        return new MySqlBulkCopies(this, loads, new ConnectorJStream(), rowWriter());
    }

    /** The driver sends a batch row by row, and waits for an answer each time. */
    @Override
    public RowWriter.Factory rowWriter() {
        return MultiRowWriter::new;
    }
}
