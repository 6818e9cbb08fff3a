package org.jettyferry.store.detect;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.table.StoreNames;

/**
 * A store over one open connection, with all that work on it needs.
 *
 * <p>All changes to a store must go through one journal object: it holds the token of this process, and a
 * run that another token has taken over can no longer be changed. A handle makes sure that there is only one. For one
 * thread; it does not close the connection.
 *
 * @param connection that reads and makes the changes; in auto-commit
 * @param dialect of its server
 * @param names of the store's tables and columns
 * @param detector of this store, on the same connection
 * @param journal of this store, on the same connection
 */
public record StoreHandle(
        Connection connection, Dialect dialect, StoreNames names, Detector detector, Journal journal) {

    /** Looks up the schema, and creates detector and journal. */
    public static StoreHandle over(Connection connection, Dialect dialect, StoreNames names) throws SQLException {
        Detector detector = new Detector(connection, dialect, names);
        return new StoreHandle(
                connection, dialect, names, detector, new Journal(connection, dialect, detector.schema()));
    }

    /** Returns the catalog of the server. */
    public Catalog server() {
        return dialect.server(connection);
    }

    /** Returns the schema of the store. */
    public String schema() {
        return detector.schema();
    }

    /** Returns the backups of the schema. */
    public Backups backups() {
        return new Backups(connection, dialect, journal);
    }

    /** Returns the quarantine of the schema. */
    public Quarantine quarantine() {
        return new Quarantine(connection, journal);
    }
}
