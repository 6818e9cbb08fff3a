package org.jettyferry.changelog;

import java.sql.Connection;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;

/** Runs a file of Ferry's own change sets. Its log and lock tables are not those of a site. */
public final class InternalChangeLog {
    /** The table of the lock row. */
    public static final String LOCK_TABLE = "ferry_changelog_lock";

    /** The table of the change sets that have run. */
    public static final String LOG_TABLE = "ferry_changelog";

    private InternalChangeLog() {}

    /**
     * Runs the change sets of a file that have not run yet.
     *
     * @param connection in auto-commit; its transaction mode changes
     * @param file the resource
     * @throws ChangeLogException if one fails
     */
    public static void update(Connection connection, String file) throws ChangeLogException {
        LiquibaseScope.call(() -> {
            run(connection, file);
            return true;
        });
    }

    @SuppressWarnings("try") // an interrupted close is of no consequence here
    private static void run(Connection connection, String file) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setDatabaseChangeLogTableName(LOG_TABLE);
        database.setDatabaseChangeLogLockTableName(LOCK_TABLE);
        try (ResourceAccessor files = new ClassLoaderResourceAccessor(InternalChangeLog.class.getClassLoader());
                Liquibase liquibase = new Liquibase(file, files, database)) {
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }
}
