package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/** Runs a file with Liquibase. No other class refers to it, so that its classes are loaded only if there is work. */
final class ChangeSetRun {
    static final String LOCK_TABLE = "ferry_changelog_lock";
    static final String LOG_TABLE = "ferry_changelog";

    /** Kept here, because a logger without a strong reference is collected and loses its level. */
    private static final Logger LOG = Logger.getLogger("liquibase");

    private ChangeSetRun() {}

    /** Runs the change sets of a file that have not run yet, without output and without any request to the network. */
    static void on(Connection connection, String file) throws Failed {
        LOG.setLevel(Level.OFF);
        System.setProperty("liquibase.analytics.enabled", "false"); // it would report to its makers
        try {
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> update(connection, file));
        } catch (Exception e) {
            throw new Failed(e);
        }
    }

    @SuppressWarnings("try") // an interrupted close is of no consequence here
    private static void update(Connection connection, String file) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setDatabaseChangeLogTableName(LOG_TABLE);
        database.setDatabaseChangeLogLockTableName(LOCK_TABLE);
        try (ResourceAccessor files = new ClassLoaderResourceAccessor(ChangeSetRun.class.getClassLoader());
                Liquibase liquibase = new Liquibase(file, files, database)) {
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }

    /** A failure of Liquibase, which declares every exception. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(Exception cause) {
            super(cause);
        }

        /** Returns the database error behind the failure; null if there is none. */
        @Nullable
        SQLException database() {
            for (Throwable cause = this; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException e) {
                    return e;
                }
            }
            return null;
        }
    }
}
