package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.transfer.LiveTransfer;

/** Puts into quarantine what a live run cannot migrate. */
final class RefusedRows {
    private RefusedRows() {}

    /** Quarantines the rows that are refused now, in the place of those that were before. */
    static void quarantine(RunContext context, LiveTransfer transfer) throws SQLException {
        Sql.update(
                context.connection(),
                "delete from " + context.journal().table("ferry_quarantine") + " where run_id = ?",
                context.plan().names().run());
        for (LiveTransfer.Refused row : transfer.refused()) {
            Sql.update(
                    context.connection(),
                    context.statements()
                            .quarantine(
                                    context.plan().names().run(),
                                    row.code(),
                                    row.reason(),
                                    context.statements().keyIs(row.key()),
                                    transfer.cutoff()));
        }
    }
}
