package org.jettyferry.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import liquibase.changelog.ChangeSet;
import liquibase.exception.DatabaseException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.MarkChangeSetRanStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;
import liquibase.statement.core.RawSqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Runs each statement of a change set exactly once, however often the run was killed. What it needs to know stands in
 * the {@link StatementJournal}.
 *
 * <pre>
 *   recorded     checksum of the structure    now
 *   nothing                                   run it
 *   done                                      pass over it
 *   begun        has changed                  it has run: pass over it
 *   begun        is the same                  run it; or ask, where that may do harm
 * </pre>
 *
 * <p>One change of a change log may be several statements, and each counts by itself. What changes the session only, such
 * as {@code set foreign_key_checks = 0}, runs each time.
 */
final class JournalledExecutor extends JdbcExecutor {
    private final Connection connection;
    private final StatementJournal journal;
    private final Doubt doubt;
    private @Nullable String changeSet;
    private Map<Integer, StatementJournal.Entry> recorded = Map.of();
    private int number;

    JournalledExecutor(Connection connection, StatementJournal journal, Doubt doubt) {
        this.connection = connection;
        this.journal = journal;
        this.doubt = doubt;
    }

    /** Begins a change set: the statements that follow are its own. */
    void begin(ChangeSet started) {
        changeSet = started.toString(false);
        number = 0;
    }

    @Override
    @SuppressWarnings(
            "deprecation") // what replaces RawSqlStatement is prepared, and takes a question mark for a parameter
    public void execute(SqlStatement statement, @Nullable List<SqlVisitor> visitors) throws DatabaseException {
        String current = changeSet;
        if (current == null) {
            super.execute(statement, visitors);
            return;
        }
        try {
            if (statement instanceof MarkChangeSetRanStatement) {
                journal.forget(current);
                changeSet = null;
                super.execute(statement, visitors); // Liquibase commits both
            } else if (isPrepared(statement)) {
                step(current, statement.getClass().getName(), StatementKind.ROWS, statement, visitors);
            } else {
                for (String sql : applyVisitors(statement, visitors)) {
                    step(current, sql, StatementKind.of(sql), new RawSqlStatement(sql), List.of());
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static boolean isPrepared(SqlStatement statement) {
        return statement instanceof ExecutablePreparedStatement || statement instanceof RawParameterizedSqlStatement;
    }

    private void step(
            String current, String sql, StatementKind kind, SqlStatement statement, @Nullable List<SqlVisitor> visitors)
            throws SQLException, DatabaseException {
        if (number == 0) {
            recorded = recorded(current);
        }
        number++;
        if (kind == StatementKind.SESSION) {
            super.execute(statement, visitors);
            return;
        }
        StatementJournal.Entry entry = recorded.get(number);
        if (entry != null && hasRun(current, sql, kind, entry)) {
            return;
        }
        if (kind != StatementKind.ROWS) {
            journal.begin(current, number, sql);
        }
        try {
            super.execute(statement, visitors);
        } catch (DatabaseException e) {
            refused(current, kind);
            throw e;
        }
        if (kind == StatementKind.ROWS) {
            journal.record(current, number, sql);
        } else {
            journal.end(current, number);
            connection.commit();
        }
    }

    /** Returns what earlier runs have recorded of a change set, by number. */
    private Map<Integer, StatementJournal.Entry> recorded(String current) throws SQLException {
        Map<Integer, StatementJournal.Entry> entries = new HashMap<>();
        journal.entries(current).forEach(entry -> entries.put(entry.number(), entry));
        return entries;
    }

    /** Forgets a statement that the server has refused: it has changed nothing. If the server is gone, nobody knows. */
    private void refused(String current, StatementKind kind) throws SQLException {
        if (kind != StatementKind.ROWS && connection.isValid(1)) {
            journal.forget(current, number);
            connection.commit();
        }
    }

    private boolean hasRun(String current, String sql, StatementKind kind, StatementJournal.Entry entry)
            throws SQLException, DatabaseException {
        if (!entry.hash().equals(StatementJournal.hash(sql))) {
            throw new DatabaseException("statement " + number + " of change set " + current
                    + " has begun with another text: " + entry.text());
        }
        if (entry.done()) {
            return true;
        }
        if (decided(kind, entry)) {
            journal.end(current, number);
            connection.commit();
            return true;
        }
        journal.forget(current, number);
        connection.commit();
        return false;
    }

    /** Decides whether a statement that has begun has run. */
    private boolean decided(StatementKind kind, StatementJournal.Entry entry) throws SQLException, DatabaseException {
        if (!entry.structure().equals(journal.structure())) {
            return true;
        }
        if (kind == StatementKind.STRUCTURE) {
            return false;
        }
        if (doubt == Doubt.ASK) {
            throw new StatementInDoubtException(changeSet + ", statement " + number + ": " + entry.text());
        }
        return doubt == Doubt.ASSUME_APPLIED;
    }
}
