package org.jettyferry.update.preflight;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;

/**
 * The guided repair of one check, from {@link #open} to {@link #close}. It holds an advisory lock, so that two operators
 * do not answer the same questions. Not thread-safe.
 */
public final class RepairSession implements AutoCloseable {
    /** How many rows a session has at most: memory holds them while an operator answers. */
    public static final int MOST_ROWS = 10_000;

    private final Database database;
    private final Dialect dialect;
    private final Check check;
    private final List<RowStatement> statements;
    private final Connection connection;
    private final RepairJournal journal;
    private int repaired;

    private RepairSession(Database database, Check check, Connection connection) throws SQLException {
        this.database = database;
        this.dialect = database.dialect();
        this.check = check;
        this.statements = check.repair().flatMap(repair -> repair.of(database)).orElse(List.of());
        this.connection = connection;
        this.journal = new RepairJournal(connection, dialect, lock());
    }

    /**
     * Takes the lock.
     *
     * @param check one of {@link PreflightReport#repairable}; without a repair for this product it has no statements
     * @throws OperatorException if another repair runs
     */
    public static RepairSession open(Database database, Check check) {
        Connection connection = database.open();
        try {
            return new RepairSession(database, check, connection);
        } catch (SQLException e) {
            close(connection);
            throw DatabaseException.of(database.dialect(), "begin the repair", e);
        } catch (OperatorException e) {
            close(connection);
            throw e;
        }
    }

    /** Returns the schema. */
    private String lock() throws SQLException {
        database.refuseSharedSessions(connection);
        Catalog server = dialect.server(connection);
        String schema = server.currentSchema();
        if (!server.tryLock("repair " + schema)) {
            throw new OperatorException(
                    Kind.LOCKED,
                    "another repair of the schema " + schema + " is under way"
                            + server.lockHolder("repair " + schema)
                                    .map(holder -> ": " + holder)
                                    .orElse(""),
                    "Wait until it ends. Nothing was changed.");
        }
        return schema;
    }

    /** Returns the statements that mend a row. */
    public List<RowStatement> statements() {
        return statements;
    }

    /** Returns the rows that the check finds now, at most {@value #MOST_ROWS}. Changes nothing. */
    public List<RepairRow> rows() {
        try (ReadOnlyQueries queries = new ReadOnlyQueries(database)) {
            return queries.run(check.query().of(database).orElseThrow(), new RepairRows(check, statements)::read);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "read the rows of the check " + check.name(), e);
        }
    }

    /** Returns how many rows this session has mended. */
    public int repaired() {
        return repaired;
    }

    /**
     * Mends a row and writes that down, in one transaction.
     *
     * @return how many rows the statements have changed
     * @throws OperatorException if one fails; nothing of this row was changed then
     */
    public long repair(RepairRow row) {
        try {
            connection.setAutoCommit(false);
            journal.make();
            long changed = 0;
            for (RowStatement statement : statements) {
                changed += Sql.update(connection, statement.sql(), row.values(statement));
            }
            journal.record(check, row, statements, changed);
            connection.commit();
            repaired++;
            return changed;
        } catch (SQLException e) {
            throw failed(row, e);
        }
    }

    private OperatorException failed(RepairRow row, SQLException e) {
        DatabaseException told = DatabaseException.of(dialect, "repair the row " + row.key(), e);
        String before = repaired == 0 ? "" : " What was repaired before stands in " + RepairJournal.TABLE + ".";
        if (told.problem() == ErrorKind.CONNECTION_LOST) {
            return new OperatorException(
                    Kind.OUTCOME_UNKNOWN,
                    String.valueOf(told.getMessage()),
                    "If it has a row in " + RepairJournal.TABLE + " it is repaired, and else as it was." + before
                            + " Run the same command again.",
                    e);
        }
        try {
            connection.rollback();
        } catch (SQLException second) {
            e.addSuppressed(second);
        }
        return new OperatorException(
                Kind.RESUMABLE,
                String.valueOf(told.getMessage()),
                "This row is as it was." + before + " Mend the statements in " + check.file()
                        + ", or the row by hand, and run the same command again.",
                e);
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The lock ends with the connection, and that is gone.
        }
    }
}
