package org.jettyferry.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jettyferry.jdbc.BlobCheck;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The dialect of PostgreSQL: DDL is transactional, and names of indexes and keys are unique in a schema. */
final class PostgreSqlDialect extends Dialect implements PostgreSqlExpressions {
    private static final int HAS_CRC32 = 18;
    private static final int NAMES_NOT_NULL = 18;

    /**
     * Lifts limits made for requests; a long run would lose its connection and lock to them. Some versions lack some of
     * them.
     */
    private static final String WITHOUT_LIMITS = """
            select set_config(name, '0', false) from pg_settings
             where name in ('statement_timeout', 'transaction_timeout', 'idle_session_timeout',
                            'idle_in_transaction_session_timeout')
            """;

    private final int version;
    private final BlobCheck blobCheck;

    /** A dialect without the server's version: enough to connect and to classify errors. */
    PostgreSqlDialect() {
        this(0);
    }

    PostgreSqlDialect(int version) {
        this.version = version;
        this.blobCheck = version >= HAS_CRC32
                ? BlobCheck.crc32("crc32(%s)")
                : BlobCheck.md5("cast(cast('x' || substr(md5(%s), 1, 8) as bit(32)) as bigint)");
    }

    @Override
    public String id() {
        return "postgresql";
    }

    @Override
    public Catalog server(Connection connection) {
        return new PostgreSqlCatalog(connection, this);
    }

    @Override
    protected void prepare(Connection connection) throws SQLException {
        Sql.execute(connection, "set lock_timeout = '5s'");
        Sql.execute(connection, "set client_min_messages = 'error'");
        Sql.execute(connection, "set standard_conforming_strings = on");
        // Row level security would hide rows silently; with it off, a query that it affects fails.
        Sql.execute(connection, "set row_security = off");
        // Under a stricter default of the role or database, a query after a wait for a lock would read the old
        // snapshot.
        Sql.execute(connection, "set session characteristics as transaction isolation level read committed");
        Sql.texts(connection, WITHOUT_LIMITS);
        noticeDeadClient(connection);
    }

    /**
     * Makes the server notice within two seconds that this process has died; its last statement then ends and the lock
     * becomes free. Windows servers lack the setting.
     */
    private static void noticeDeadClient(Connection connection) {
        try {
            Sql.texts(connection, """
                    select set_config(name, '2s', false) from pg_settings where name = 'client_connection_check_interval'
                    """);
        } catch (SQLException e) {
            // Then the lock becomes free when the running statement ends.
        }
    }

    @Override
    public void forbidChanges(Connection connection) throws SQLException {
        Sql.execute(connection, "set session characteristics as transaction read only");
    }

    @Override
    public ErrorKind classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state) {
            case "28P01", "28000" -> ErrorKind.LOGIN_REFUSED;
            case "3D000" -> ErrorKind.NO_SUCH_DATABASE;
            case "25006" -> ErrorKind.READ_ONLY;
            case "42501" -> hidesRows(error) ? ErrorKind.ROWS_HIDDEN : ErrorKind.NO_RIGHTS;
            case "55P03", "40P01" -> ErrorKind.LOCKED;
            case "53100", "53200", "54000" -> ErrorKind.NO_ROOM;
            case "22001" -> ErrorKind.TOO_LONG;
            case "23505" -> ErrorKind.DUPLICATE;
            case "23502", "23514", "23P01" -> ErrorKind.UNFIT;
            case "42P01", "42703", "3F000" -> ErrorKind.NO_SUCH_OBJECT;
            case "08001" -> ErrorKind.UNREACHABLE;
            case "08003", "08006", "08007", "57P01", "57P02", "57P03", "57P05", "25P03" -> ErrorKind.CONNECTION_LOST;
            default -> ErrorKind.OTHER;
        };
    }

    /** Recognizes the error by the server's function; the message depends on the server's language. */
    private static boolean hidesRows(SQLException error) {
        ServerErrorMessage message = error instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return message != null && "check_enable_rls".equals(message.getRoutine());
    }

    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String fold(String identifier) {
        return identifier.toLowerCase(Locale.ROOT);
    }

    @Override
    public int maxIdentifier() {
        return 63;
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public boolean globalIndexNames() {
        return true;
    }

    @Override
    public List<String> renamesOfParts(
            Rename rename, List<String> key, List<String> constraints, List<String> indexes) {
        List<String> all = new ArrayList<>();
        if (version >= NAMES_NOT_NULL) {
            key.forEach(column -> all.add(rename.from().name() + "_" + column + "_not_null"));
        }
        all.addAll(constraints.isEmpty() ? List.of(rename.from().name() + "_pkey") : constraints);
        return new PostgreSqlRenames(this).ofParts(rename, all, indexes);
    }

    @Override
    public List<String> analyze(TableName table) {
        return List.of("analyze " + table.sql(this));
    }

    @Override
    public ColumnSync columnSync() {
        return new PostgreSqlColumnSync(this);
    }

    @Override
    public BlobCheck blobCheck() {
        return blobCheck;
    }

    @Override
    protected int streamingFetchSize() {
        return 500;
    }

    /** A statement that writes uses one process of the server. */
    @Override
    public int lanes(boolean through) {
        return 2;
    }

    @Override
    public BulkCopyFactory bulkCopies() {
        return new PostgreSqlBulkCopies(this);
    }
}
