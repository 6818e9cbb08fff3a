package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.BlobCheck;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/** The dialect of SQL Server: DDL is transactional, and names of indexes and unnamed keys belong to their table. */
final class SqlServerDialect extends Dialect implements SqlServerExpressions {
    @Override
    public String id() {
        return "sqlserver";
    }

    @Override
    public Catalog server(Connection connection) {
        return new SqlServerCatalog(connection, this);
    }

    @Override
    protected void prepare(Connection connection) throws SQLException {
        Sql.execute(connection, "set lock_timeout 5000");
    }

    @Override
    public ErrorKind classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (error.getErrorCode()) {
            case 18456, 18452, 18470, 18486, 18487, 18488 -> ErrorKind.LOGIN_REFUSED;
            case 4060, 911 -> ErrorKind.NO_SUCH_DATABASE;
            case 3906, 3908, 978 -> ErrorKind.READ_ONLY;
            case 229, 230, 262, 297, 300, 916, 1088, 2760, 15151, 15225, 15247, 15248 -> ErrorKind.NO_RIGHTS;
            case 1222, 1205 -> ErrorKind.LOCKED;
            case 1105, 9002, 1101 -> ErrorKind.NO_ROOM;
            case 8152, 2628, 4815 -> ErrorKind.TOO_LONG;
            case 2627, 2601 -> ErrorKind.DUPLICATE;
            case 515, 547 -> ErrorKind.UNFIT;
            case 208, 207 -> ErrorKind.NO_SUCH_OBJECT;
            case 596, 6005, 10054 -> ErrorKind.CONNECTION_LOST;
            case 40615 -> ErrorKind.UNREACHABLE;
            default ->
                state.equals("08S01") || state.equals("08003") || state.equals("08006")
                        ? ErrorKind.CONNECTION_LOST
                        : state.startsWith("08") ? ErrorKind.UNREACHABLE : ErrorKind.OTHER;
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

    @Override
    public int maxIdentifier() {
        return 128;
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public boolean releasesSavepoints() {
        return false;
    }

    @Override
    public boolean globalIndexNames() {
        return false;
    }

    @Override
    public List<String> analyze(TableName table) {
        return List.of();
    }

    @Override
    public ColumnSync columnSync() {
        return new SqlServerColumnSync(this);
    }

    @Override
    public boolean hidesUncommittedRows() {
        return false;
    }

    @Override
    public BlobCheck blobCheck() {
        // hashbytes() does not accept a column of type image.
        return BlobCheck.signedMd5(
                "cast(cast(substring(hashbytes('MD5', cast(%s as varbinary(max))), 1, 4) as int) as bigint)");
    }

    @Override
    public Optional<String> nodeNeeds() {
        return Optional.of(
                "SQL Server has no type blob, so every node needs" + " jetty.session.jdbc.blobType=varbinary(max).");
    }

    @Override
    protected int streamingFetchSize() {
        return 100;
    }

    @Override
    public BulkCopyFactory bulkCopies() {
        return new SqlServerBulkCopies(this);
    }
}
