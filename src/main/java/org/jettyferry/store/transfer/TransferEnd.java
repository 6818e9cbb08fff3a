package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.table.StoreNames;

/**
 * One of the two stores of a transfer.
 *
 * @param database that holds it
 * @param names of its tables and columns
 * @param release of the nodes that use it: it decides how rows are filled
 */
public record TransferEnd(Database database, StoreNames names, JettyRelease release) {
    /**
     * Looks whether sessions can come to this store or leave it. Changes nothing.
     *
     * @throws OperatorException if it is not what it should be, or out of reach
     */
    public void check() {
        try (Connection connection = database.open()) {
            UsableStore.of(this, connection);
        } catch (SQLException e) {
            throw TransferErrors.of(database.dialect(), "look at the session store", e);
        }
    }
}
