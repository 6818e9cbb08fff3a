package org.jettyferry.changelog;

import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.RuntimeEnvironment;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeLogIterator;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.RunStatus;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.changelog.filter.ShouldRunChangeSetFilter;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.changelog.visitor.ListVisitor;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.executor.ExecutorService;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.statement.SqlStatement;
import org.jettyferry.jdbc.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Runs the change logs of a site over one connection. The package description says what it adds to Liquibase. The tables
 * {@code DATABASECHANGELOG} and {@code DATABASECHANGELOGLOCK} are Liquibase's own. Not thread-safe, and one at a time in
 * a thread.
 */
public final class ChangeLogSession implements AutoCloseable {
    private static final Contexts NO_CONTEXTS = new Contexts();
    private static final LabelExpression NO_LABELS = new LabelExpression();

    private final Path folder;
    private final Database database;
    private final WorkConnection connection;
    private final StatementJournal journal;
    private final @Nullable JournalledExecutor executor;

    private ChangeLogSession(Path folder, WorkConnection connection, StatementJournal journal, Doubt doubt)
            throws Exception {
        this.folder = folder;
        this.connection = connection;
        this.database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection);
        this.journal = journal;
        this.executor = connection instanceof JournalledConnection
                ? new JournalledExecutor(connection.getUnderlyingConnection(), journal, doubt)
                : null;
    }

    /**
     * Opens a session in which nothing is kept before {@link #commit} where DDL is transactional, and in which each
     * statement is recorded elsewhere.
     *
     * @param connection in auto-commit; the caller closes it
     * @param schema the schema of the connection
     * @param folder the base of the names of change logs
     * @param doubt what to do with a statement of which nobody can tell whether it has run
     */
    public static ChangeLogSession open(Connection connection, Dialect dialect, String schema, Path folder, Doubt doubt)
            throws ChangeLogException {
        return LiquibaseScope.call(() -> new ChangeLogSession(
                folder,
                dialect.transactionalDdl()
                        ? new OuterTransaction(connection, dialect.releasesSavepoints())
                        : new JournalledConnection(connection),
                new StatementJournal(connection, dialect, schema),
                doubt));
    }

    /**
     * Opens a session without a transaction around it: for change sets that cannot run in one, where DDL is
     * transactional, and for {@link #sql}.
     *
     * @param connection in auto-commit; the caller closes it
     * @param schema the schema of the connection
     * @param folder the base of the names of change logs
     */
    public static ChangeLogSession openWithoutTransaction(
            Connection connection, Dialect dialect, String schema, Path folder) throws ChangeLogException {
        return LiquibaseScope.call(() -> new ChangeLogSession(
                folder, new WorkConnection(connection), new StatementJournal(connection, dialect, schema), Doubt.ASK));
    }

    /**
     * Returns the change sets that have not run, in their order. Changes nothing.
     *
     * @param file a change log, relative to the folder
     * @throws ChangeLogException if the change log is not valid
     */
    @SuppressWarnings("try") // an interrupted close is of no consequence here
    public List<PendingChangeSet> pending(String file) throws ChangeLogException {
        return LiquibaseScope.call(() -> {
            try (ResourceAccessor files = new DirectoryResourceAccessor(folder)) {
                DatabaseChangeLog log = new Liquibase(file, files, database).getDatabaseChangeLog();
                Scope.getCurrentScope()
                        .getSingleton(ChangeLogHistoryServiceFactory.class)
                        .resetAll();
                log.validate(database, NO_CONTEXTS, NO_LABELS);
                ListVisitor list = new ListVisitor();
                new ChangeLogIterator(
                                log,
                                new ContextChangeSetFilter(NO_CONTEXTS),
                                new LabelChangeSetFilter(NO_LABELS),
                                new DbmsChangeSetFilter(database),
                                new IgnoreChangeSetFilter(),
                                new ShouldRunChangeSetFilter(database))
                        .run(list, new RuntimeEnvironment(database, NO_CONTEXTS, NO_LABELS));
                List<PendingChangeSet> pending = new ArrayList<>();
                for (ChangeSet changeSet : list.getSeenChangeSets()) {
                    pending.add(describe(file, changeSet));
                }
                return pending;
            }
        });
    }

    /**
     * Runs the next change sets of a change log.
     *
     * @param count how many
     */
    @SuppressWarnings("try") // an interrupted close is of no consequence here
    public void run(String file, int count, ChangeSetListener listener) throws ChangeLogException {
        LiquibaseScope.call(() -> {
            if (executor != null) {
                journal.make();
                executor.setDatabase(database);
                Scope.getCurrentScope().getSingleton(ExecutorService.class).setExecutor("jdbc", database, executor);
            }
            try (ResourceAccessor files = new DirectoryResourceAccessor(folder)) {
                Liquibase liquibase = new Liquibase(file, files, database);
                liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                liquibase.setChangeExecListener(new Steps(listener));
                liquibase.update(count, NO_CONTEXTS, NO_LABELS);
            }
            return true;
        });
    }

    /**
     * Returns the SQL that {@link #run} would run, with that of Liquibase's own tables. Changes nothing.
     *
     * @param count how many change sets
     */
    @SuppressWarnings("try") // an interrupted close is of no consequence here
    public String sql(String file, int count) throws ChangeLogException {
        return LiquibaseScope.call(() -> {
            StringWriter sql = new StringWriter();
            try (ResourceAccessor files = new DirectoryResourceAccessor(folder)) {
                Liquibase liquibase = new Liquibase(file, files, database);
                liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                liquibase.updateCountSql(count, NO_CONTEXTS, NO_LABELS, sql);
            }
            return sql.toString();
        });
    }

    /**
     * Takes back the change sets of a change log that ran after a tag was set, the newest first.
     *
     * @throws ChangeLogException if a change set does not say how to take it back
     */
    @SuppressWarnings("try") // an interrupted close is of no consequence here
    public void rollBackTo(String tag, String file) throws ChangeLogException {
        LiquibaseScope.call(() -> {
            try (ResourceAccessor files = new DirectoryResourceAccessor(folder)) {
                new Liquibase(file, files, database).rollback(tag, NO_CONTEXTS, NO_LABELS);
            }
            return true;
        });
    }

    /** Sets a tag at what has run so far. */
    public void tag(String tag) throws ChangeLogException {
        LiquibaseScope.call(() -> {
            Scope.getCurrentScope()
                    .getSingleton(ChangeLogHistoryServiceFactory.class)
                    .getChangeLogService(database)
                    .tag(tag);
            return true;
        });
    }

    /** Keeps what has run. */
    public void commit() throws SQLException {
        if (connection instanceof OuterTransaction transaction) {
            transaction.commitAll();
        } else if (executor != null) {
            journal.dropIfEmpty();
        }
    }

    /** Takes back what was not committed, and gives the connection back in auto-commit. */
    @Override
    public void close() throws SQLException {
        Connection given = connection.getUnderlyingConnection();
        if (!given.isClosed() && !given.getAutoCommit()) {
            given.rollback();
            given.setAutoCommit(true);
        }
    }

    private PendingChangeSet describe(String file, ChangeSet changeSet) throws SQLException {
        String name = changeSet.toString(false);
        long applied = executor == null
                ? 0
                : journal.entries(name).stream()
                        .filter(StatementJournal.Entry::done)
                        .count();
        return new PendingChangeSet(
                name,
                file,
                changeSet.getDescription(),
                changeSet.isRunInTransaction(),
                statements(changeSet),
                Math.toIntExact(applied),
                changeSet.supportsRollback(database));
    }

    private int statements(ChangeSet changeSet) {
        int count = 0;
        for (Change change : changeSet.getChanges()) {
            if (change.generateStatementsVolatile(database)) {
                return 0;
            }
            for (SqlStatement statement : change.generateStatements(database)) {
                count += Math.max(1, SqlGeneratorFactory.getInstance().generateSql(statement, database).length);
            }
        }
        return count;
    }

    /** Tells the executor and the listener which change set begins. */
    private final class Steps extends AbstractChangeExecListener {
        private final ChangeSetListener listener;

        Steps(ChangeSetListener listener) {
            this.listener = listener;
        }

        @Override
        public void willRun(ChangeSet changeSet, DatabaseChangeLog log, Database on, RunStatus status) {
            listener.begins(changeSet.toString(false));
            if (executor != null) {
                executor.begin(changeSet);
            }
        }
    }
}
