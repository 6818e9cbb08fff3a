package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * How far a transfer has come, in a row at the target. It says that the sessions have arrived from the very transaction on in
 * which they do, so a transfer that is killed and run again never arrives twice.
 *
 * @param connection to the target
 * @param dialect of its server
 * @param schema of the target's session table
 * @param transfer whose state it is
 */
record TransferState(Connection connection, Dialect dialect, String schema, String transfer) {
    private static final String TABLE = "ferry_transfer";

    /** The phases of a transfer. */
    enum Phase {
        /** Rows are copied to the waiting room; nothing else has happened. */
        COPYING,
        /** The sessions are in the target's session table. Their rows at the source have begun to leave, or will. */
        ARRIVED
    }

    /**
     * What is recorded of a transfer.
     *
     * @param phase of it
     * @param hotSince rows that were saved after this moment are compared with their content, in milliseconds since 1970
     */
    record Entry(Phase phase, long hotSince) {}

    Optional<Entry> find() throws SQLException {
        if (!table().exists()) {
            return Optional.empty();
        }
        return Sql.rows(
                        connection,
                        row -> new Entry(Phase.valueOf(row.getString(1)), row.getLong(2)),
                        "select phase, hot_since_ms from " + table().sql() + " where transfer_id = ?",
                        transfer)
                .stream()
                .findFirst();
    }

    /** Records that the transfer begins, unless it has begun. */
    Entry begin(long hotSince) throws SQLException {
        table().make("transfer");
        Optional<Entry> before = find();
        if (before.isPresent()) {
            return before.get();
        }
        Sql.update(
                connection,
                "insert into " + table().sql() + " (transfer_id, phase, hot_since_ms) values (?, ?, ?)",
                transfer,
                Phase.COPYING.name(),
                hotSince);
        return new Entry(Phase.COPYING, hotSince);
    }

    /** Records that the sessions have arrived, in the caller's transaction. */
    void arrived() throws SQLException {
        Sql.update(
                connection,
                "update " + table().sql() + " set phase = ? where transfer_id = ?",
                Phase.ARRIVED.name(),
                transfer);
    }

    /** Forgets the transfer. */
    void forget() throws SQLException {
        if (table().exists()) {
            Sql.update(connection, "delete from " + table().sql() + " where transfer_id = ?", transfer);
        }
    }

    private OwnTable table() {
        return new OwnTable(connection, dialect, new TableName(schema, TABLE));
    }
}
