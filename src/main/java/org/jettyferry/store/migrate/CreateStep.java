package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;

/** Makes the new tables beside the old ones, after it has dropped what an interrupted attempt left of them. */
final class CreateStep implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return "make the new tables";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        return context.unit(() -> create(context, run));
    }

    private static Run create(RunContext context, Run run) throws SQLException {
        dropNew(context);
        Sql.execute(context.connection(), context.plan().blueprint().create());
        for (TableName table : context.plan().newTables()) {
            Sql.execute(
                    context.connection(),
                    context.server().likeOwner(context.plan().modelOf(table), table));
        }
        Sql.execute(context.connection(), context.plan().blueprint().beforeRows());
        if (context.plan().options().live()) {
            GuestFence.putUp(context);
        }
        checkRights(context);
        return context.complete(run, run.at(run.step().next()));
    }

    /** Refuses new tables that more users can read than the old ones, for example because of an event trigger. */
    private static void checkRights(RunContext context) throws SQLException {
        for (TableName table : context.plan().newTables()) {
            List<String> beyond = context.server().rightsBeyond(context.plan().modelOf(table), table);
            if (!beyond.isEmpty()) {
                throw new OperatorException(
                        Kind.NOT_VERIFIED,
                        "the new table would be open to others than the old one: " + String.join(", ", beyond),
                        "It was not filled, and Jetty's tables are as they were. Find out what grants these rights, such as an"
                                + " event trigger, switch it off, and run the same command again.");
            }
        }
    }

    static void dropNew(RunContext context) throws SQLException {
        for (TableName table : List.of(
                context.plan().names().newSessions(), context.plan().names().newIds())) {
            if (context.server().exists(table)) {
                Sql.execute(context.connection(), "drop table " + table.sql(context.dialect()));
            }
        }
    }
}
