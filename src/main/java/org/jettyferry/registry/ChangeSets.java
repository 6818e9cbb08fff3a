package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.InternalChangeLog;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableName;

/**
 * Makes the registry's tables and keeps them up to date. An advisory lock on a connection of its own excludes other
 * processes; the server releases it when the process dies. Liquibase keeps a lock as well, a row that stays behind when
 * a process is killed. A lock row found while the advisory lock is held can only be that of a dead process: it is
 * deleted.
 */
final class ChangeSets {
    private static final String FILE = "registry";
    private static final List<String> TABLES = List.of(
            InternalChangeLog.LOCK_TABLE,
            InternalChangeLog.LOG_TABLE,
            "ferry_registry",
            "ferry_server",
            "ferry_schema",
            "ferry_context",
            "ferry_context_name",
            "ferry_node",
            "ferry_node_state",
            "ferry_node_context",
            "ferry_node_release",
            "ferry_node_count",
            "ferry_rolling_run",
            "ferry_rolling_schema",
            "ferry_ticket",
            "ferry_history");
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long PAUSE_MILLIS = 50;

    private final Database database;
    private final Dialect dialect;

    ChangeSets(Database database) {
        this.database = database;
        this.dialect = database.dialect();
    }

    /**
     * Brings the tables to the shape that this program needs. Liquibase takes a second to start, so one short query
     * comes first.
     *
     * @throws OperatorException if another process is still making them after two minutes
     */
    void apply(Connection connection) throws SQLException {
        if (upToDate(connection)) {
            return;
        }
        String lock = "registry " + dialect.server(connection).currentSchema();
        try (Connection holder = database.open()) {
            Catalog keeper = dialect.server(holder);
            await(keeper, lock);
            try {
                if (!upToDate(connection)) {
                    freeDeadLock(connection);
                    run(holder);
                }
            } finally {
                unlock(keeper, lock);
            }
        }
    }

    /** Tells whether there is a registry, also if it is only half made. */
    boolean begun(Connection connection) throws SQLException {
        return upToDate(connection)
                || exists(connection, InternalChangeLog.LOCK_TABLE)
                || exists(connection, InternalChangeLog.LOG_TABLE)
                || exists(connection, "ferry_registry");
    }

    /**
     * Tells whether the newest change set is recorded. Liquibase's columns are in upper case, which some databases
     * insist on.
     */
    private boolean upToDate(Connection connection) throws SQLException {
        List<String> ids =
                List.copyOf(SqlScript.changeSets(dialect, FILE, Map.of()).keySet());
        String newest = ids.get(ids.size() - 1);
        try {
            return Sql.number(connection, "select count(*) from ferry_changelog where ID = ?", newest) > 0;
        } catch (SQLException e) {
            if (exists(connection, InternalChangeLog.LOG_TABLE)) {
                throw e;
            }
            return false;
        }
    }

    private boolean exists(Connection connection, String table) throws SQLException {
        Catalog server = dialect.server(connection);
        return server.exists(new TableName(server.currentSchema(), dialect.fold(table)));
    }

    private static void await(Catalog keeper, String lock) throws SQLException {
        long begin = System.nanoTime();
        while (!keeper.tryLock(lock)) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new OperatorException(
                        Kind.LOCKED,
                        "another process is making the tables of the registry: "
                                + keeper.lockHolder(lock).orElse("the server does not tell which"),
                        "Wait until it is done, or end it; its lock goes with it. Nothing was changed.");
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private void freeDeadLock(Connection connection) throws SQLException {
        if (exists(connection, InternalChangeLog.LOCK_TABLE)) {
            Sql.update(connection, "delete from " + InternalChangeLog.LOCK_TABLE);
        }
    }

    private void run(Connection holder) throws SQLException {
        List<TableName> made = missing(holder);
        checkNotPublished(holder, made);
        try (Connection worker = database.open()) {
            InternalChangeLog.update(worker, "org/jettyferry/sql/" + dialect.id() + "/" + FILE + ".sql");
            close(holder, made);
        } catch (ChangeLogException e) {
            throw DatabaseException.of(
                    dialect,
                    "make the tables of the registry",
                    e.database().orElseThrow(() -> new IllegalStateException(e)));
        }
    }

    /** Returns the tables that do not exist yet. */
    private List<TableName> missing(Connection connection) throws SQLException {
        Catalog server = dialect.server(connection);
        List<TableName> missing = new ArrayList<>();
        for (String name : TABLES) {
            TableName table = new TableName(server.currentSchema(), dialect.fold(name));
            if (!server.exists(table)) {
                missing.add(table);
            }
        }
        return missing;
    }

    /** Revokes what default privileges grant to others on each new table. */
    private void close(Connection connection, List<TableName> made) throws SQLException {
        Catalog server = dialect.server(connection);
        for (TableName table : made) {
            Sql.execute(connection, server.ownersAlone(table));
        }
    }

    /**
     * Refuses publications of all tables: a subscriber lacks the new ones, and replication stops at their first row.
     */
    private void checkNotPublished(Connection connection, List<TableName> made) throws SQLException {
        List<String> publications =
                made.isEmpty() ? List.of() : dialect.server(connection).publications(made);
        if (!publications.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "these publications would send the registry's tables to subscribers that do not have them: "
                            + String.join(", ", publications),
                    "Keep the registry in a database of its own (ferry.registry.url), or have the publication list its"
                            + " tables by name. Nothing was changed.");
        }
    }

    private static void unlock(Catalog keeper, String lock) {
        try {
            keeper.unlock(lock);
        } catch (SQLException e) {
            // The connection is gone, and the lock with it.
        }
    }
}
