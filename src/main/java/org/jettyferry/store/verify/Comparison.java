package org.jettyferry.store.verify;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.detect.TableScanner;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.SessionTable;

/**
 * Compares Jetty's table with the backup of the run that made it, by checksums.
 *
 * <p>It makes the plan of that run again, with the backup as its source and Jetty's table as its target, and runs the
 * queries of the verification. Differences are expected once a node has run. Missing rows are a finding only while no
 * session has been saved since the run, because from then on nodes delete sessions as well.
 */
public final class Comparison {
    private final StoreHandle store;

    /**
     * Creates the comparison; reads nothing yet.
     *
     * @param store to compare; its connection keeps its state
     */
    public Comparison(StoreHandle store) {
        this.store = store;
    }

    /**
     * The result of a comparison.
     *
     * @param sentence how the rows compare; empty text if there is no backup
     * @param findings what is wrong, each as a sentence
     * @param run the newest ended run of the store
     */
    record Outcome(String sentence, List<String> findings, Optional<String> run) {}

    /** Compares the store with the newest backup, if there is one. */
    Outcome compare(Evidence live) throws SQLException {
        Optional<Run> run = store.journal().lastDone(live.sessions().name());
        Outcome nothing = new Outcome("", List.of(), run.map(Run::id));
        if (run.isEmpty() || !run.get().isMigrate()) {
            return nothing;
        }
        TableName backup = live.sessions()
                .name()
                .sibling(live.sessions().name().name() + "_b" + run.get().id());
        Optional<SessionTable> source =
                store.server().table(backup).flatMap(table -> SessionTable.of(table, store.names()));
        MigrationOptions options = MigrationOptions.parse(run.get().options());
        return source.isEmpty() || options.sessions() == MigrationOptions.Sessions.DROP
                ? nothing
                : compare(run.get(), options, source.get(), live);
    }

    private Outcome compare(Run run, MigrationOptions options, SessionTable source, Evidence live) throws SQLException {
        TableStatistics before = new TableScanner(store.connection(), store.dialect(), source).survey();
        MigrationPlan plan = new Planner(store.connection(), store.dialect(), store.names())
                .comparison(options, source, live.sessions().name(), before, run);
        Statements statements = new Statements(plan, store.dialect());
        Checksums actual = Checksums.ask(store.connection(), statements.actual());
        Checksums expected = Checksums.ask(
                store.connection(),
                statements.expected(run.cutoff(), run.tally().quarantined() > 0));
        List<String> differences = actual.differences(
                plan.rewrites() ? expected.withBlobs(run.tally().blobCheck()) : expected);
        String backup = "backup " + source.name().name() + ": ";
        String sentence = differences.isEmpty()
                ? backup + "every row is as it was migrated"
                : backup + String.join(", ", differences)
                        + ", which is expected once a node has run or a session was retried with other options";
        return new Outcome(sentence, lost(run, before, live.survey()), Optional.of(run.id()));
    }

    /** Reports missing rows if no node has saved a session since the run; live nodes also delete sessions. */
    private static List<String> lost(Run run, TableStatistics before, TableStatistics now) {
        boolean saved = now.newestSave() > Math.max(1, before.newestSave());
        long lost = before.live() - run.tally().quarantined() - now.rows();
        return saved || lost <= 0
                ? List.of()
                : List.of((lost == 1 ? "1 row is" : lost + " rows are")
                        + " missing that had not expired, though no node has saved a session since run " + run.id()
                        + ".");
    }
}
