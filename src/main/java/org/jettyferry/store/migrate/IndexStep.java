package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;

/**
 * Makes keys and indexes of the new tables, which is faster once the rows are in, and then fills the table of ids of
 * generation 1, whose query can use them.
 */
final class IndexStep implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return "make keys and indexes";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        return context.unit(() -> finish(context, run));
    }

    private static Run finish(RunContext context, Run run) throws SQLException {
        for (String statement : context.plan().blueprint().finish()) {
            if (context.dialect().transactionalDdl() || !isDone(context, statement)) {
                Sql.execute(context.connection(), statement);
            }
        }
        for (String statement : context.plan().blueprint().afterRows()) {
            if (context.dialect().transactionalDdl() || !isDone(context, statement)) {
                keep(context, statement);
            }
        }
        if (context.plan().makesIds() && context.plan().keepsSessions()) {
            Sql.execute(
                    context.connection(),
                    "delete from " + context.plan().names().newIds().sql(context.dialect()));
            Sql.execute(context.connection(), context.statements().ids());
        }
        Sql.execute(
                context.connection(),
                context.dialect().analyze(context.plan().target().sessions()));
        return context.complete(run, run.at(run.step().next()));
    }

    /** Makes an index or constraint that the site had added itself; the converted rows may not fit it. */
    private static void keep(RunContext context, String statement) throws SQLException {
        try {
            Sql.execute(context.connection(), statement);
        } catch (SQLException e) {
            ErrorKind errorKind = context.dialect().classify(e);
            if (errorKind != ErrorKind.DUPLICATE && errorKind != ErrorKind.UNFIT) {
                throw e;
            }
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "the sessions as Jetty " + context.plan().to().release() + " writes them do not fit: " + statement,
                    "Nothing was swapped, and Jetty's tables are as they were. Drop that from the session table, run the same"
                            + " command again, and make one that fits afterwards.");
        }
    }

    /** Returns whether an interrupted attempt has made this index, where each statement commits by itself. */
    private static boolean isDone(RunContext context, String statement) throws SQLException {
        return context.server()
                .table(context.plan().target().sessions())
                .map(table -> table.indexes().stream()
                        .anyMatch(index -> statement.contains(context.dialect().quote(index.name()))))
                .orElse(false);
    }
}
