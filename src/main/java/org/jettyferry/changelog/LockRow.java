package org.jettyferry.changelog;

import java.sql.Connection;
import java.util.Optional;
import java.util.function.Predicate;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.LockException;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.StandardLockService;
import liquibase.snapshot.SnapshotGeneratorFactory;
import liquibase.statement.core.InsertStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;

/**
 * The row of {@code DATABASECHANGELOGLOCK}, which other Liquibase programs look at. Liquibase's own code writes it, over
 * the connection of the advisory lock.
 *
 * <p>A row with this program's mark whose advisory lock is free was left behind by a killed process, or came with a
 * restored dump: it is taken over at once. A row of another program cannot be judged so.
 */
public final class LockRow {
    private final Database database;
    private final StandardLockService service = new StandardLockService();
    private final boolean missing;

    private LockRow(Database database) throws LiquibaseException {
        this.database = database;
        this.missing = !tables().hasDatabaseChangeLogLockTable(database);
        service.setDatabase(database);
    }

    /**
     * Opens the row. The caller holds the advisory lock.
     *
     * @param connection of the advisory lock; its transaction mode changes
     */
    public static LockRow open(Connection connection) throws ChangeLogException {
        return LiquibaseScope.call(() -> new LockRow(
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection))));
    }

    /**
     * Takes the row if it is free or was left behind by this program.
     *
     * @param takeable whether to take it from another program, by what {@link #owner} says of it
     * @return the owner that another program has written; empty if the row is taken now
     */
    public Optional<String> take(Predicate<String> takeable) throws ChangeLogException {
        return LiquibaseScope.call(() -> {
            service.init();
            insertIfMissing();
            if (service.acquireLock()) {
                return Optional.<String>empty();
            }
            String owner = owner().orElse("");
            if (isOwn(owner) || takeable.test(owner)) {
                service.forceReleaseLock();
                return service.acquireLock() ? Optional.<String>empty() : owner();
            }
            return Optional.of(owner);
        });
    }

    /** Returns who holds the row and since when, as Liquibase writes it; empty if it is free or does not exist. */
    public Optional<String> owner() throws ChangeLogException {
        return LiquibaseScope.call(() -> {
            for (DatabaseChangeLogLock lock : service.listLocks()) {
                return Optional.of(lock.getLockedBy() + ", since " + lock.getLockGranted());
            }
            return Optional.<String>empty();
        });
    }

    /** Returns whether this program has written an owner, in this or in another process. */
    public static boolean isOwn(String owner) {
        return owner.contains(LiquibaseScope.MARK);
    }

    /**
     * Frees the row. Does nothing if somebody has emptied the table, as guides of other programs advise. Drops the table
     * if it was missing before and no change set has run: a failed update leaves the schema as it was.
     */
    public void release() throws ChangeLogException {
        LiquibaseScope.call(() -> {
            try {
                service.releaseLock();
            } catch (LockException e) {
                database.rollback();
            }
            if (missing && !tables().hasDatabaseChangeLogTable(database)) {
                service.destroy();
                database.commit();
            }
            return true;
        });
    }

    private static SnapshotGeneratorFactory tables() {
        return SnapshotGeneratorFactory.getInstance();
    }

    /** Adds the row with id 1 to a table that has others only; Liquibase itself would fail. */
    private void insertIfMissing() throws Exception {
        Executor executor =
                Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
        String table = database.escapeTableName(
                database.getLiquibaseCatalogName(),
                database.getLiquibaseSchemaName(),
                database.getDatabaseChangeLogLockTableName());
        if (executor.queryForInt(new RawParameterizedSqlStatement("select count(*) from " + table + " where ID = 1"))
                == 0) {
            InsertStatement row = new InsertStatement(
                    database.getLiquibaseCatalogName(),
                    database.getLiquibaseSchemaName(),
                    database.getDatabaseChangeLogLockTableName());
            row.addColumnValue("ID", 1);
            row.addColumnValue("LOCKED", false);
            executor.execute(row);
            database.commit();
        }
    }
}
