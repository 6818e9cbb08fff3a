package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jettyferry.changelog.ChangeLogException;
import org.jettyferry.changelog.ChangeLogSession;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.ReadConnection;

/** Updates one schema: the one in which the connections of a database begin. */
public final class SchemaUpdate {
    private static final String READING = "read what has run";

    private final Database database;
    private final Dialect dialect;

    /** Makes it without connecting to the database. */
    public SchemaUpdate(Database database) {
        this.database = database;
        this.dialect = database.dialect();
    }

    /**
     * Returns what the schema lacks. Takes no lock and changes nothing. Reads the change logs only if they, or what has run,
     * are not as they were when all had run.
     *
     * @throws OperatorException if a change log is read and not valid
     */
    public UpdateStatus status(UpdateFolder updates) {
        return findQuickly(updates).status();
    }

    /**
     * Returns the same, and reads the change logs in any case.
     *
     * @throws OperatorException if a change log is not valid
     */
    public UpdateStatus validate(UpdateFolder updates) {
        return find(updates).status();
    }

    /**
     * Returns the SQL of everything that would run, with that of Liquibase's own tables. Takes no lock and changes
     * nothing.
     *
     * @throws OperatorException if a change log is not valid
     */
    public String plan(UpdateFolder updates) {
        UpdateStatus status = status(updates);
        try (Connection connection = database.open()) {
            StringBuilder sql = new StringBuilder();
            for (Update update : updates.updates()) {
                int count = Math.toIntExact(status.changeSets().stream()
                        .filter(changeSet -> changeSet.file().equals(update.name()))
                        .count());
                if (count > 0) {
                    sql.append(sql(connection, status.schema(), updates, update.name(), count));
                }
                status.pending().stream()
                        .filter(pending -> pending.isOf(update))
                        .forEach(pending -> sql.append(sql(pending)));
            }
            return sql.toString();
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "make the SQL of the updates", e);
        } catch (ChangeLogException e) {
            throw e.of("make the SQL of the updates");
        }
    }

    private String sql(PendingUpdate pending) {
        StringBuilder sql = new StringBuilder("-- runs ").append(pending.name()).append('\n');
        if (pending instanceof PendingUpdate.Column column) {
            Optional<List<String>> statements = ColumnExpansion.plan(database, column.declared());
            statements.ifPresentOrElse(
                    some -> some.forEach(one -> sql.append(one).append(";\n")),
                    () -> sql.append("-- (its table is not there yet)\n"));
        }
        return sql.toString();
    }

    private String sql(Connection connection, String schema, UpdateFolder updates, String file, int count)
            throws SQLException, ChangeLogException {
        try (ChangeLogSession session =
                ChangeLogSession.openWithoutTransaction(connection, dialect, schema, updates.folder())) {
            return session.sql(file, count);
        }
    }

    /**
     * Runs what has not run. Takes no lock if that is nothing.
     *
     * <p>Where DDL is transactional, change sets run in one transaction, except for those that can't: each run of these
     * is a part of its own.
     *
     * @param checks run under the lock before the first change; what they throw stops the update
     * @return the number of updates that have run
     * @throws OperatorException if one fails; the message says what was kept
     */
    public int run(UpdateFolder updates, UpdateControl control, Runnable checks, UpdateListener listener) {
        Before before = findQuickly(updates);
        if (before.status().isUpToDate()) {
            before.found()
                    .mark()
                    .ifPresent(mark -> remember(updates, before.status().schema(), mark));
            return 0;
        }
        refuse(before.status(), updates, control);
        return run(before.status().schema(), updates, control, checks, listener);
    }

    private int run(
            String schema, UpdateFolder updates, UpdateControl control, Runnable checks, UpdateListener listener) {
        return locked(schema, control.patience(), listener, (work, lock) -> {
            PendingUpdates updatesHere = new PendingUpdates(database, updates, work, schema);
            List<PendingUpdate> pending = updatesHere.find().pending();
            if (!pending.isEmpty()) {
                checks.run();
                lock.check(); // they may have taken long
            }
            new UpdateRun(database, schema, updates, work, lock, control).run(pending, listener);
            updatesHere.rememberIfAllHaveRun();
            return pending.size();
        });
    }

    /**
     * Sets a tag at what has run so far, for {@link #rollBackTo}.
     *
     * @throws OperatorException if nothing has run yet, or another process updates the schema
     */
    public void tag(String tag, UpdateFolder updates, UpdateControl control, UpdateListener listener) {
        String schema = schema();
        locked(schema, control.patience(), listener, (work, lock) -> {
            if (new UpdateHistory(work, dialect, schema).checksums().isEmpty()) {
                throw new OperatorException(
                        Kind.REFUSED, "no change set has run in schema " + schema, "There is nothing to tag yet.");
            }
            try (ChangeLogSession session =
                    ChangeLogSession.openWithoutTransaction(work, dialect, schema, updates.folder())) {
                session.tag(tag);
                session.commit();
            }
            return 1;
        });
    }

    /**
     * Takes back the change sets that ran after a tag was set, the newest first.
     *
     * @return how many
     * @throws OperatorException if there is no such tag, or one can't be taken back; the message says what was kept
     */
    public int rollBackTo(String tag, UpdateFolder updates, UpdateControl control, UpdateListener listener) {
        String schema = schema();
        return locked(
                schema,
                control.patience(),
                listener,
                (work, lock) -> new Rollback(dialect, schema, updates, work, lock).to(tag));
    }

    /**
     * Returns the change sets that ran after a tag was set, the newest first. Takes no lock and changes nothing.
     *
     * @throws OperatorException if there is no such tag
     */
    public List<String> behind(String tag) {
        try (Connection connection = database.open()) {
            return Rollback.behind(
                    tag,
                    new UpdateHistory(
                            connection, dialect, dialect.server(connection).currentSchema()));
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, READING, e);
        }
    }

    /** Returns what has run, the oldest first. Takes no lock and changes nothing. */
    public List<RanUpdate> history() {
        try (ReadConnection read = database.openToRead()) {
            return new UpdateHistory(
                            read.connection(),
                            dialect,
                            dialect.server(read.connection()).currentSchema())
                    .all();
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, READING, e);
        }
    }

    private String schema() {
        try (Connection connection = database.open()) {
            return dialect.server(connection).currentSchema();
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "ask for the schema", e);
        }
    }

    private int locked(String schema, Duration patience, UpdateListener listener, Work task) {
        try (UpdateLock lock = UpdateLock.take(database, schema, patience, owner -> false, listener);
                Connection work = database.open()) {
            if (!dialect.server(work).tryLock(UpdateLock.workName(schema))) {
                throw new IllegalStateException("the lock of the work is held, though that of the update was free");
            }
            return task.with(work, lock);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "update the schema " + schema, e);
        } catch (ChangeLogException e) {
            throw e.of("read the change logs");
        }
    }

    /** Work under the lock. */
    @FunctionalInterface
    private interface Work {
        int with(Connection work, UpdateLock lock) throws SQLException, ChangeLogException;
    }

    private void remember(UpdateFolder updates, String schema, String mark) {
        try (Connection connection = database.open()) {
            new PendingUpdates(database, updates, connection, schema).remember(mark);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "close a connection", e);
        }
    }

    /**
     * Refuses what {@link #run} would refuse before its first change. Takes no lock and changes nothing.
     *
     * @return what the schema lacks
     * @throws OperatorException if an update can't be taken back, and neither the folder nor the operator accepts that
     */
    public UpdateStatus check(UpdateFolder updates, UpdateControl control) {
        UpdateStatus status = status(updates);
        refuse(status, updates, control);
        return status;
    }

    private static void refuse(UpdateStatus status, UpdateFolder updates, UpdateControl control) {
        List<PendingUpdate> lasting = status.notRevertible();
        if (!lasting.isEmpty() && !updates.acceptsNotRevertible() && !control.acceptNotRevertible()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "these updates can't be taken back: "
                            + String.join(
                                    ", ",
                                    lasting.stream().map(PendingUpdate::name).toList()),
                    "Make a backup of the schema, the only way back behind them, and run the same command again with"
                            + " --accept-not-revertible; or tell in the change sets how to roll them back. Nothing was"
                            + " changed.");
        }
    }

    /** Looks at the mark first, which a connection of a pool can do; nothing of a site or of Liquibase runs on that. */
    private Before findQuickly(UpdateFolder updates) {
        try (ReadConnection read = database.openToRead()) {
            String schema = dialect.server(read.connection()).currentSchema();
            Optional<PendingUpdates.Found> found =
                    new PendingUpdates(database, updates, read.connection(), schema).findByMark();
            if (found.isPresent()) {
                return before(schema, found.get());
            }
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, READING, e);
        }
        return find(updates);
    }

    private Before find(UpdateFolder updates) {
        try (Connection connection = database.open()) {
            String schema = dialect.server(connection).currentSchema();
            return before(schema, new PendingUpdates(database, updates, connection, schema).find());
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, READING, e);
        } catch (ChangeLogException e) {
            throw e.of("read the change logs");
        }
    }

    private Before before(String schema, PendingUpdates.Found found) {
        return new Before(new UpdateStatus(schema, found.pending(), dialect.transactionalDdl()), found);
    }

    /** What a schema lacks before a run. */
    private record Before(UpdateStatus status, PendingUpdates.Found found) {}
}
