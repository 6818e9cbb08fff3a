package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Keeps writers away from a table from the last look at its rows until it has another name. Readers are let in up to the
 * rename. Not safe for several threads.
 */
public interface WriteLock extends AutoCloseable {

    /**
     * Renames tables, the locked one among them.
     *
     * @param renames as of {@link Catalog#renames}
     * @return false if the tables are renamed but the lock was lost before: a writer may have come in between
     */
    boolean rename(List<String> renames) throws SQLException;

    /** Lets writers in again, unless the lock goes with a transaction. */
    @Override
    void close();
}
