package org.jettyferry.store.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableName;

/**
 * Makes the journal's tables, and brings those of an older program up to date. The file {@code journal.sql} holds
 * change sets, and {@code ferry_journal} records which of them ran here. A journal without that table is of the first
 * shape: every change set runs, and finds the work of the first one done.
 *
 * <p>Where DDL is transactional all pending change sets are one transaction. MySQL commits each statement, so a change
 * set that was cut off runs again: each of its statements does nothing where its work is done.
 */
final class JournalTables {
    /** The tables whose rows belong to runs. */
    static final List<String> OF_RUNS = List.of("ferry_quarantine", "ferry_step", "ferry_backup", "ferry_run");

    /** All tables. */
    static final List<String> NAMES =
            Stream.concat(Stream.of("ferry_journal"), OF_RUNS.stream()).toList();

    private final Connection connection;
    private final Dialect dialect;
    private final String schema;

    JournalTables(Connection connection, Dialect dialect, String schema) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
    }

    /** Tells whether there is a journal, up to date or not. The first change set makes the quarantine last. */
    boolean exist() throws SQLException {
        return exists("ferry_quarantine");
    }

    /** Returns the statements that {@link #update} would run; none if the tables are up to date. Changes nothing. */
    List<String> missing() throws SQLException {
        Map<String, List<String>> pending = pending();
        if (pending.isEmpty()) {
            return List.of();
        }
        List<String> missing = statements(pending);
        missing.addAll(closing(absent()));
        missing.addAll(records(pending));
        return missing;
    }

    /** Runs the change sets that have not run here. */
    void update() throws SQLException {
        Map<String, List<String>> pending = pending();
        if (pending.isEmpty()) {
            return;
        }
        try {
            if (dialect.transactionalDdl()) {
                transaction(pending);
            } else {
                run(pending);
            }
        } catch (SQLException e) {
            if (!isUpToDate(e)) {
                throw e;
            }
        }
    }

    /** Tells whether a run on another store of this schema has done the same meanwhile. */
    private boolean isUpToDate(SQLException cause) {
        try {
            return pending().isEmpty();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    /** Runs all or nothing: at no moment are the new tables open to others than their owner. */
    private void transaction(Map<String, List<String>> pending) throws SQLException {
        connection.setAutoCommit(false);
        try {
            run(pending);
            connection.setAutoCommit(true); // commits
        } catch (SQLException e) {
            rollback(e);
            throw e;
        }
    }

    private void run(Map<String, List<String>> pending) throws SQLException {
        List<TableName> absent = absent();
        Sql.execute(connection, statements(pending));
        Sql.execute(connection, closing(absent)); // asked now: an event trigger may have opened the new tables
        Sql.execute(connection, records(pending));
    }

    private void rollback(SQLException cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    private Map<String, List<String>> pending() throws SQLException {
        Map<String, String> names = new HashMap<>();
        NAMES.forEach(name -> names.put(name, name(name).sql(dialect)));
        Map<String, List<String>> changeSets = SqlScript.changeSets(dialect, "journal", names);
        changeSets.keySet().removeAll(applied());
        return changeSets;
    }

    private Set<String> applied() throws SQLException {
        return exists("ferry_journal")
                ? new HashSet<>(Sql.texts(
                        connection,
                        "select change_set from " + name("ferry_journal").sql(dialect)))
                : Set.of();
    }

    private static List<String> statements(Map<String, List<String>> changeSets) {
        List<String> statements = new ArrayList<>();
        changeSets.values().forEach(statements::addAll);
        return statements;
    }

    private List<String> records(Map<String, List<String>> changeSets) {
        String insert = "insert into " + name("ferry_journal").sql(dialect) + " (change_set, applied_ms) values (";
        return changeSets.keySet().stream()
                .map(id -> insert + dialect.text(id) + ", " + dialect.nowMillis() + ")")
                .toList();
    }

    /** Returns the tables that do not exist yet; the others may have been opened to somebody on purpose. */
    private List<TableName> absent() throws SQLException {
        List<TableName> absent = new ArrayList<>();
        for (String name : NAMES) {
            if (!exists(name)) {
                absent.add(name(name));
            }
        }
        return absent;
    }

    private List<String> closing(List<TableName> absent) throws SQLException {
        List<String> closing = new ArrayList<>();
        for (TableName table : absent) {
            closing.addAll(dialect.server(connection).ownersAlone(table));
        }
        return closing;
    }

    private boolean exists(String name) throws SQLException {
        return dialect.server(connection).exists(name(name));
    }

    private TableName name(String name) {
        return new TableName(schema, name);
    }
}
