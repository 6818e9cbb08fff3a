package org.jettyferry.store.carry;

import java.sql.SQLException;
import java.util.List;
import org.jettyferry.database.Sql;
import org.jettyferry.database.TableName;
import org.jettyferry.store.journal.Run;

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
            TableName model = work.plan().names().sessions();
            Sql.execute(work.connection(), work.server().likeOwner(model, table));
        }
        return work.ended(run, run.at(run.step().next()));
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
