package org.jettyferry.store.carry;

import java.sql.SQLException;
import org.jettyferry.database.Problem;
import org.jettyferry.database.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;

/** Makes the keys and indexes of the new tables, and the ids of generation 1, for which an index spares a sort. */
final class IndexStep implements Step {
    @Override
    public Run run(Work work, Run run) throws SQLException {
        return work.unit(() -> finish(work, run));
    }

    private static Run finish(Work work, Run run) throws SQLException {
        for (String statement : work.plan().blueprint().finish()) {
            if (work.dialect().transactionalDdl() || !isDone(work, statement)) {
                Sql.execute(work.connection(), statement);
            }
        }
        for (String statement : work.plan().blueprint().afterRows()) {
            if (work.dialect().transactionalDdl() || !isDone(work, statement)) {
                keep(work, statement);
            }
        }
        if (work.plan().makesIds() && work.plan().keepsSessions()) {
            Sql.execute(
                    work.connection(),
                    "delete from " + work.plan().names().newIds().sql(work.dialect()));
            Sql.execute(work.connection(), work.statements().ids());
        }
        Sql.execute(
                work.connection(), work.dialect().analyze(work.plan().target().sessions()));
        return work.ended(run, run.at(run.step().next()));
    }

    /** The rows are others than those for which a site made it: the statement says which one they do not fit. */
    private static void keep(Work work, String statement) throws SQLException {
        try {
            Sql.execute(work.connection(), statement);
        } catch (SQLException e) {
            Problem problem = work.dialect().classify(e);
            if (problem != Problem.DUPLICATE && problem != Problem.UNFIT) {
                throw e;
            }
            throw new StoreException.VerificationFailed(
                    "the sessions as Jetty " + work.plan().to().release() + " writes them do not fit: " + statement,
                    "Nothing was swapped, and Jetty's tables are as they were. Drop that from the session table, run the same"
                            + " command again, and make one that fits afterwards.");
        }
    }

    /** Where each statement commits by itself, an interrupted attempt may have made some of the indexes. */
    private static boolean isDone(Work work, String statement) throws SQLException {
        return work.server()
                .table(work.plan().target().sessions())
                .map(table -> table.indexes().stream()
                        .anyMatch(index -> statement.contains(work.dialect().quote(index.name()))))
                .orElse(false);
    }
}
