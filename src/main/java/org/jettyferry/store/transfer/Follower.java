package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Brings copies up to date with the source. For one thread.
 *
 * @param sourceReader a connection to the source on which nothing else runs
 * @param view of the source
 * @param rows of it
 * @param converter rewrites them
 */
record Follower(Connection sourceReader, SourceView view, SourceSessions rows, RowConverter converter) {
    private static final int SIZE = 1000;

    /**
     * Brings over what differs.
     *
     * @param table to which it is brought
     * @return how many were changed and removed
     */
    TransferResult follow(UncommittedTable table) throws SQLException {
        KeyStream stream = new KeyStream(sourceReader, rows.dialect(), keyParts(), SIZE);
        Difference difference = Difference.of(stream, rows.keys(view.now()), table.copies());
        return difference.apply(view.rows(rows, difference.changed()), converter, table);
    }

    /** Returns how many columns a key has. */
    int keyParts() {
        return rows.table().keyColumns().size();
    }
}
