package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.jetty.SqlName;
import org.jettyferry.jetty.TableNames;

/** Finds out by journal and lock whether {@code ferry} works on the session table right now. Only reads. */
final class RunUnderWay {
    private static final Logger LOG = Logger.getLogger(RunUnderWay.class.getName());
    private static final String JOURNAL = "ferry_run";

    private RunUnderWay() {}

    /**
     * Finds the run of a live process. A killed run holds no lock and does not keep a node off: the tables are
     * unchanged, and the site may need its nodes.
     *
     * @return the run in a few words; empty also if this login may not read the journal
     */
    static Optional<String> of(Connection connection, TableNames names) throws SQLException {
        if (!new Catalog(connection, names).has(new SqlName(JOURNAL))) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet run = statement.executeQuery("select run_id, store_table, kind, to_release from "
                        + names.qualified(new SqlName(JOURNAL)) + " where state = 'running'")) {
            while (run.next()) {
                String store = run.getString(2);
                if (isOf(store, names.table().plain()) && RunLock.isHeld(connection, store)) {
                    return Optional.of(
                            run.getString(3) + " to Jetty " + run.getString(4) + ", run " + run.getString(1));
                }
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the journal of ferry can't be read", e);
        }
        return Optional.empty();
    }

    /** Returns whether a name in the journal, which includes the schema, is that of the table. */
    private static boolean isOf(String store, String table) {
        String lower = store.toLowerCase(Locale.ROOT);
        return lower.equals(table.toLowerCase(Locale.ROOT)) || lower.endsWith("." + table.toLowerCase(Locale.ROOT));
    }
}
