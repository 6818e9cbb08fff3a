package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.Generation;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.plan.Planner;

/** Looks at a store of a transfer, and refuses one with which it would lose something. */
final class UsableStore {
    private UsableStore() {}

    static Evidence of(TransferEnd end, Connection connection) throws SQLException {
        StoreHandle store = StoreHandle.over(connection, end.database().dialect(), end.names());
        Evidence evidence = Planner.migratable(store.detector().detect());
        if (!evidence.sessions().fits(end.release())) {
            Generation generation = evidence.sessions().generation();
            throw new OperatorException(
                    Kind.REFUSED,
                    "the session store " + end.database().displayUrl() + " is of generation " + generation.id()
                            + ", and Jetty " + end.release() + " cannot use it",
                    "Check which store belongs to which server. Nothing was changed.");
        }
        refuseUnknown(evidence);
        return evidence;
    }

    private static void refuseUnknown(Evidence evidence) {
        List<String> extra = evidence.sessions().extraColumns();
        if (!extra.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the table " + evidence.sessions().name() + " has columns that are not Jetty's: "
                            + String.join(", ", extra),
                    "Their values would stay behind. Move them to a table of their own first. Nothing was changed.");
        }
    }
}
