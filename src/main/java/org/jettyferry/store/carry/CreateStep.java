package org.jettyferry.store.carry;

import java.sql.SQLException;
import java.util.List;
import org.jettyferry.database.Sql;
import org.jettyferry.database.TableName;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;

/** Makes the new tables beside the old ones. What an interrupted attempt left of them is empty or not yet verified. */
final class CreateStep implements Step {
    @Override
    public Run run(Work work, Run run) throws SQLException {
        return work.unit(() -> create(work, run));
    }

    private static Run create(Work work, Run run) throws SQLException {
        dropNew(work);
        Sql.execute(work.connection(), work.plan().blueprint().create());
        for (TableName table : work.plan().newTables()) {
            Sql.execute(work.connection(), work.server().likeOwner(work.plan().modelOf(table), table));
        }
        Sql.execute(work.connection(), work.plan().blueprint().beforeRows());
        checkRights(work);
        return work.ended(run, run.at(run.step().next()));
    }

    /** What opens a new table without being asked, such as an event trigger, must not open this one. */
    private static void checkRights(Work work) throws SQLException {
        for (TableName table : work.plan().newTables()) {
            List<String> beyond = work.server().rightsBeyond(work.plan().modelOf(table), table);
            if (!beyond.isEmpty()) {
                throw new StoreException.VerificationFailed(
                        "the new table would be open to others than the old one: " + String.join(", ", beyond),
                        "It was not filled, and Jetty's tables are as they were. Find out what grants these rights, such as an"
                                + " event trigger, switch it off, and run the same command again.");
            }
        }
    }

    static void dropNew(Work work) throws SQLException {
        for (TableName table :
                List.of(work.plan().names().newSessions(), work.plan().names().newIds())) {
            if (work.server().exists(table)) {
                Sql.execute(work.connection(), "drop table " + table.sql(work.dialect()));
            }
        }
    }
}
