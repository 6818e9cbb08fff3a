package org.jettyferry.jdbc;

import java.sql.Connection;
import java.util.List;

/** Opens a database's fastest way to load rows that pass through this program. Immutable. */
public interface BulkCopyFactory {

    /** Opens a copy that reads on one connection and writes on the other. */
    BulkCopy open(Connection source, Connection target);

    /**
     * Returns the statements of such a copy, first the one that reads, then the one that writes, for a plan to show.
     * The copy may write many rows with one statement.
     *
     * @param types of the target's columns, as {@link java.sql.Types}
     */
    List<String> statements(BulkCopy.Transfer transfer, int[] types);
}
