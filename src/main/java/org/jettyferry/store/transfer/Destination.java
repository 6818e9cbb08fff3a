package org.jettyferry.store.transfer;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Where a pass puts what it has read. Each call is one transaction. */
interface Destination {
    /**
     * Puts rows in the place of those with the same digests.
     *
     * @return how many
     */
    long replace(List<ArrivingSessions.Arriving> rows) throws SQLException;

    /**
     * Removes the rows with these digests.
     *
     * @return how many there were
     */
    long remove(Collection<String> digests) throws SQLException;
}
