package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Blocks writers of a table between the last check of its rows and its rename; without it, a row written in between
 * would be lost with the old table. Readers continue until the rename. Not safe for several threads.
 */
public interface WriteLock extends AutoCloseable {

    /**
     * Renames tables, the locked one among them.
     *
     * @param renames as of {@link Catalog#renames}
     * @return false if the lock was lost before the rename, so that a row may have been written in between
     */
    boolean rename(List<String> renames) throws SQLException;

    /** Releases the lock, unless it belongs to a transaction. */
    @Override
    void close();
}
