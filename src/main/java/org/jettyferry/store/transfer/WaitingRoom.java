package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import org.jettyferry.jdbc.Transaction;

/**
 * The waiting room alone: the sessions have not arrived yet.
 *
 * @param copied receives how many rows were put in
 */
record WaitingRoom(Connection target, ArrivingSessions waiting, LongConsumer copied) implements Destination {
    @Override
    public long replace(List<ArrivingSessions.Arriving> rows) throws SQLException {
        long replaced = Transaction.run(target, () -> waiting.replace(rows));
        copied.accept(replaced);
        return replaced;
    }

    @Override
    public long remove(Collection<String> digests) throws SQLException {
        return waiting.remove(digests);
    }
}
