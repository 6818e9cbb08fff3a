package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.PathRule;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * Finds the context paths that stood in the rows before an earlier run changed them. After an upgrade and a downgrade
 * an underscore hides the original character, but the backup of the upgrade still has it.
 *
 * <p>It walks back through the runs that led to this table. The first backup whose rows follow the target's rule gives
 * the original paths; each is then converted forward again through all runs since, to find the value that it has now.
 */
record EarlierPaths(Connection connection, Dialect dialect, StoreNames names) {

    /**
     * Returns the values that the target looks for, by the present values.
     *
     * @param store the session table, by the name that the journal knows
     * @param migration the id of the run that asks; where it has ended, its own backup is not an earlier one
     * @param from the present conventions of the rows
     * @param to the conventions of the target
     */
    Map<String, String> of(TableName store, String migration, RowConventions from, RowConventions to)
            throws SQLException {
        if (from.pathRule() == to.pathRule()) {
            return Map.of();
        }
        List<Run> since = new ArrayList<>();
        for (Run run : new Journal(connection, dialect, store.schema()).lineage(store)) {
            if (run.id().equals(migration)) {
                continue;
            }
            since.add(0, run);
            Optional<SessionTable> backup = dialect.server(connection)
                    .table(store.sibling(store.name() + "_b" + run.id()))
                    .flatMap(table -> SessionTable.of(table, names));
            if (backup.isPresent() && rule(run) == to.pathRule()) {
                return unique(backup.get(), since);
            }
        }
        return Map.of();
    }

    private static PathRule rule(Run run) {
        return RowConventions.of(run.from()).pathRule();
    }

    /** Returns only present values to which exactly one path of the backup leads. */
    private Map<String, String> unique(SessionTable backup, List<Run> since) throws SQLException {
        String column = dialect.unpadded(
                backup.sql(dialect, SessionColumn.CONTEXT_PATH), backup.type(SessionColumn.CONTEXT_PATH));
        List<String> stored = Sql.texts(
                connection,
                "select distinct " + column + " from " + backup.name().sql(dialect) + " where "
                        + backup.sql(dialect, SessionColumn.CONTEXT_PATH) + " is not null");
        Map<String, String> earlier = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (String path : stored) {
            String now = through(path, since);
            if (earlier.put(now, path) != null) {
                twice.add(now);
            }
        }
        earlier.keySet().removeAll(twice);
        return earlier;
    }

    private static String through(String path, List<Run> runs) {
        String now = path;
        for (Run run : runs) {
            now = new ContextPaths(
                            RowConventions.of(run.from()),
                            RowConventions.of(run.to()),
                            MigrationOptions.parse(run.options()).contextPaths())
                    .migrate(now);
        }
        return now;
    }
}
