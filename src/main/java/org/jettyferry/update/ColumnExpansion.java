package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.column.ColumnListener;
import org.jettyferry.update.column.ColumnUpdate;
import org.jettyferry.update.column.CopyLimit;
import org.jettyferry.update.column.ExpansionProgress;

/**
 * The expansion of a column as one of the updates of its schema: {@code ferry column expand} with its defaults. It has a
 * journal of its own, so a killed run goes on by itself.
 */
final class ColumnExpansion {
    private final ColumnUpdate columns;
    private final Update.Column declared;

    /** @param wait how long to wait for another run on the same table */
    ColumnExpansion(Database database, Update.Column declared, Duration wait) {
        this.columns = new ColumnUpdate(database, wait);
        this.declared = declared;
    }

    /** Returns it as a pending update; empty if the column is expanded, or contracted long ago. */
    static Optional<PendingUpdate> pending(Connection connection, Database database, Update.Column declared)
            throws SQLException {
        Optional<ExpansionProgress> progress =
                new ColumnUpdate(database, Duration.ZERO).missingExpansion(connection, declared.change());
        return progress.map(far -> new PendingUpdate.Column(declared, far));
    }

    /** Returns its statements, that of the first rows for all of them; empty if its table is not there yet. */
    static Optional<List<String>> plan(Database database, Update.Column declared) {
        ColumnUpdate columns = new ColumnUpdate(database, Duration.ZERO);
        return columns.hasTable(declared.change())
                ? Optional.of(columns.expandPlan(declared.change(), declared.acceptUses(), CopyLimit.standard()))
                : Optional.empty();
    }

    /**
     * Expands the column.
     *
     * @throws org.jettyferry.jdbc.OperatorException if it is refused or fails; the message says what was kept
     */
    void run(UpdateListener listener) {
        columns.expand(declared.change(), declared.acceptUses(), CopyLimit.standard(), new Progress(listener));
    }

    /** Tells each step, and every few seconds how many rows are copied. */
    private static final class Progress implements ColumnListener {
        private static final long EVERY_NANOS = 3_000_000_000L;

        private final UpdateListener listener;
        private long toldAt = System.nanoTime();

        Progress(UpdateListener listener) {
            this.listener = listener;
        }

        @Override
        public void tell(String sentence) {
            listener.tell(sentence);
        }

        @Override
        public void copied(long done, long total) {
            long now = System.nanoTime();
            if (now - toldAt >= EVERY_NANOS) {
                toldAt = now;
                listener.tell(String.format(Locale.ROOT, "%,d of %,d rows are copied", done, total));
            }
        }
    }
}
