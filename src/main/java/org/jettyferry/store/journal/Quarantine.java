package org.jettyferry.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/** The rows that runs could not migrate, as they stood in the old tables. Belongs to the thread of its connection. */
public final class Quarantine {
    /** Codes of rows that no option can help: another row of the session was migrated, or there is no session. */
    public static final Set<String> HOPELESS = Set.of("TWIN", "NO_SESSION_ID");

    private final Connection connection;
    private final Journal journal;

    /**
     * Runs no statement yet.
     *
     * @param connection the one that changes things
     * @param journal the journal of the store
     */
    public Quarantine(Connection connection, Journal journal) {
        this.connection = connection;
        this.journal = journal;
    }

    /** Counts the rows of one run by the code of their reason; the journal's tables must exist. */
    public Map<String, Long> codes(String run) throws SQLException {
        return counts("select code, count(*) from " + table() + " where run_id = ? group by code", run);
    }

    /** Counts the rows of each ended run of this store. A run that has not ended still needs its rows. */
    public Map<String, Long> runs(TableName store) throws SQLException {
        return journal.exists()
                ? counts(
                        "select q.run_id, count(*) from " + table() + " q join " + journal.table("ferry_run")
                                + " r on r.run_id = q.run_id where r.state = 'done' and r.store_table = ? group by q.run_id",
                        store.toString())
                : Map.of();
    }

    /**
     * Counts the rows of this store's ended runs, by run and by the code of their reason. A run that a restore took
     * back has none: its rows are in the session table again.
     */
    public Map<String, Map<String, Long>> codes(TableName store) throws SQLException {
        Map<String, Map<String, Long>> codes = new TreeMap<>();
        Set<String> some = runs(store).keySet();
        if (some.isEmpty()) {
            return codes;
        }
        for (Run run : journal.lineage(store)) {
            if (some.contains(run.id())) {
                codes.put(run.id(), codes(run.id()));
            }
        }
        return codes;
    }

    /** Deletes the rows of these runs; those of a run that has not ended stay. */
    public void purge(List<String> runs) throws SQLException {
        for (String run : runs) {
            Sql.update(
                    connection,
                    "delete from " + table() + " where run_id = ? and exists (select 1 from "
                            + journal.table("ferry_run") + " r where r.run_id = ? and r.state = 'done')",
                    run,
                    run);
        }
    }

    private String table() {
        return journal.table("ferry_quarantine");
    }

    private Map<String, Long> counts(String sql, Object... parameters) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        Sql.rows(connection, row -> counts.put(row.getString(1), row.getLong(2)) == null, sql, parameters);
        return counts;
    }
}
