package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.plan.Swap;
import org.jettyferry.store.table.SessionTable;

/**
 * The renames of a swap. Where they commit at once, they can be taken back: by renames the other way.
 *
 * <p>On MySQL and MariaDB another connection holds the lock of the tables, because {@code RENAME TABLE} is refused under a lock
 * of its own session. {@link #isUnchanged} does not rely on that connection.
 */
final class TableRename {
    private final Connection connection;
    private final Dialect dialect;
    private final Swap swap;
    private boolean committed;

    TableRename(Connection connection, Dialect dialect, Swap swap) {
        this.connection = connection;
        this.dialect = dialect;
        this.swap = swap;
    }

    static TableRename of(RunContext context) {
        return new TableRename(context.connection(), context.dialect(), Swap.of(context.plan()));
    }

    /** Returns the statements. Asks the server, which is better done before the lock is taken. */
    List<String> statements() throws SQLException {
        return dialect.server(connection).renames(swap.forth());
    }

    /** Returns whether the tables are renamed and no rollback can undo it. */
    boolean isCommitted() {
        return committed;
    }

    /** Renames, or throws and leaves the old tables in their place. */
    void run(WriteLock lock, List<String> statements) throws SQLException {
        boolean locked = lock.rename(statements);
        committed = !dialect.transactionalDdl();
        if (!locked) {
            takeBack();
            throw StoreErrors.stepFailed(
                    "the connection that kept writers away from the old table broke during the swap, which was taken back");
        }
    }

    /**
     * Returns whether the old table, which has been put aside, is as it was. Where the rename commits at once, a session may
     * have been saved between lock and rename.
     *
     * @param sessions columns of the old table
     * @param expected its fingerprint under the lock
     */
    boolean isUnchanged(SessionTable sessions, String expected) throws SQLException {
        return Fingerprint.of(connection, dialect, sessions, swap.names().oldSessions())
                .equals(expected);
    }

    void takeBack() throws SQLException {
        Sql.execute(connection, dialect.server(connection).renames(swap.back()));
        committed = false;
    }
}
