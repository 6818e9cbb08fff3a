package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.database.DatabaseServer;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Rename;
import org.jettyferry.database.Sql;
import org.jettyferry.database.TableName;

/**
 * The exchange of the old tables for the new ones, and the way back. The tables themselves tell whether it happened.
 *
 * @param names of all tables
 * @param hadIds whether there was an old table of ids
 * @param makesIds whether there is a new one
 */
record Swap(Names names, boolean hadIds, boolean makesIds) {

    static Swap of(CarryPlan plan) {
        return new Swap(plan.names(), plan.evidence().ids().isPresent(), plan.makesIds());
    }

    /** Whether it happened: a reply may have been lost, or the process killed, but the server knows. */
    static boolean isDone(DatabaseServer server, Names names) throws SQLException {
        return server.exists(names.oldSessions()) && !server.exists(names.newSessions());
    }

    List<Rename> forth() {
        List<Rename> renames = new ArrayList<>();
        renames.add(rename(names.sessions(), names.oldSessions()));
        if (hadIds) {
            renames.add(rename(names.ids(), names.oldIds()));
        }
        renames.add(rename(names.newSessions(), names.sessions()));
        if (makesIds) {
            renames.add(rename(names.newIds(), names.ids()));
        }
        return renames;
    }

    List<Rename> back() {
        List<Rename> renames = new ArrayList<>();
        if (makesIds) {
            renames.add(rename(names.ids(), names.newIds()));
        }
        renames.add(rename(names.sessions(), names.newSessions()));
        if (hadIds) {
            renames.add(rename(names.oldIds(), names.ids()));
        }
        renames.add(rename(names.oldSessions(), names.sessions()));
        return renames;
    }

    private static Rename rename(TableName from, TableName to) {
        return new Rename(from, to.name());
    }

    /**
     * Looks at the old table once it is aside, where no node can write any more: one may have saved a session between the
     * last look and the swap. If so, and if the swap stands by itself, it is taken back.
     */
    void checkAside(Connection connection, Dialect dialect, SessionTable columns, String expected) throws SQLException {
        String aside = Fingerprint.of(connection, dialect, columns, names.oldSessions());
        if (aside.equals(expected)) {
            return;
        }
        if (!dialect.transactionalDdl()) {
            Sql.execute(connection, dialect.server(connection).renames(back()));
        }
        throw nodeIsAlive();
    }

    static StoreException.VerificationFailed nodeIsAlive() {
        return new StoreException.VerificationFailed(
                "sessions were saved while they were carried: a node is alive",
                "Nothing was swapped, and Jetty's tables are as they were. Stop every node, then begin anew with"
                        + " --restart.");
    }
}
