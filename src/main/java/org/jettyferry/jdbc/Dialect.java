package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What differs from database to database and does not need to be asked from the server: names, errors, the rules for
 * changes of structure, and (inherited) the expressions. The URL chooses the dialect once, in {@link Dialects}; no
 * other code depends on the product. The {@link Catalog} has what only the server knows. Immutable.
 */
public abstract class Dialect implements SqlExpressions {

    /** Returns the name of the folder below {@code sql/} that holds this database's statements. */
    public abstract String id();

    /** Returns the catalog of the server at the other end of a connection. */
    public abstract Catalog server(Connection connection);

    /**
     * Sets time-outs, so that waiting for another session's lock ends in an error, and lifts limits made for requests.
     */
    protected abstract void prepare(Connection connection) throws SQLException;

    /**
     * Lets the server refuse every change in the transactions that a connection begins from now on. Does nothing where
     * there is no such mode (SQL Server).
     */
    public void forbidChanges(Connection connection) throws SQLException {}

    /** Classifies an error of the driver. */
    public abstract ErrorKind classify(SQLException error);

    // ---- names ----

    /** Quotes an identifier, spelled as in the metadata. */
    public abstract String quote(String identifier);

    /** Returns an identifier as the database spells it when it is written without quotes. */
    public abstract String fold(String identifier);

    /** Returns the maximum length of an identifier. */
    public abstract int maxIdentifier();

    // ---- change of structure ----

    /** Whether CREATE, ALTER, DROP and renames take part in a transaction. */
    public abstract boolean transactionalDdl();

    /** Whether a savepoint can be released; SQL Server keeps each until the transaction ends. */
    public boolean releasesSavepoints() {
        return true;
    }

    /** Whether the name of an index must be unique in the schema, not just in its table. */
    public abstract boolean globalIndexNames();

    /**
     * Returns the statements that {@link Catalog#renames} will return for the parts of a table that does not exist yet.
     *
     * @param key columns of its primary key
     * @param constraints names of its key and further constraints; empty where the server names the key
     * @param indexes names of its other indexes
     */
    public List<String> renamesOfParts(
            Rename rename, List<String> key, List<String> constraints, List<String> indexes) {
        return List.of();
    }

    /** Combines CREATE INDEX statements, so that the server reads each table as few times as possible. */
    public List<String> combineIndexes(List<String> createIndexes) {
        return createIndexes;
    }

    /** Returns the statements that update a filled table's statistics for the query planner. */
    public abstract List<String> analyze(TableName table);

    /** Returns the maximum number of bytes of a column of this type, where it is small enough to matter. */
    public OptionalLong capacity(String type) {
        return OptionalLong.empty();
    }

    /** Returns what a Jetty node must be configured with to create its tables here, as a sentence. */
    public Optional<String> nodeNeeds() {
        return Optional.empty();
    }

    /** Returns the statements that keep two columns of a table in step. */
    public abstract ColumnSync columnSync();

    // ---- rows ----

    /** Returns the blob checksum that both the server and this program can compute. */
    public abstract BlobCheck blobCheck();

    /** Returns the way to load rows. */
    public abstract BulkCopyFactory bulkCopies();

    /**
     * Returns how many connections fill one table faster than fewer do.
     *
     * @param through whether the rows pass through this program, or stay in the server
     */
    public int lanes(boolean through) {
        return 1;
    }

    /** Whether the server reads a large table with several processors for one query. */
    public boolean readsInParallel() {
        return true;
    }

    /** Returns the fastest way to insert a few hundred rows that are in memory. */
    public RowWriter.Factory rowWriter() {
        return BatchWriter::new;
    }

    /**
     * Whether all others work on a table undisturbed while a transaction has put many rows into it and stays open. SQL Server
     * lets readers wait for such rows, and locks the whole table from some thousands of them on.
     */
    public boolean hidesUncommittedRows() {
        return true;
    }

    /** Returns the fetch size with which the driver streams rows instead of first reading the whole result. */
    protected abstract int streamingFetchSize();

    /** Creates a statement whose result streams. PostgreSQL streams only outside auto-commit. */
    public final Statement streaming(Connection connection) throws SQLException {
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(streamingFetchSize());
        return statement;
    }
}
