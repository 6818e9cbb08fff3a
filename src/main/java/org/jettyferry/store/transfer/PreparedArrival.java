package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jettyferry.jdbc.OpenTransaction;

/**
 * Sessions that are in the target's session table before they arrive: in a transaction that stays open, so that nobody sees them,
 * neither a node that serves others from this table nor Jetty's scavenger. What is left to do while their web applications are
 * closed is a comparison of checks, what has changed since, and a commit. If this process dies, the
 * server takes it back, and the sessions arrive in the usual way later. For one thread.
 */
final class PreparedArrival implements AutoCloseable {
    private final OpenTransaction transaction;
    private final Arrival arrival;
    private final Follower follower;
    private final List<String> older;
    private final UncommittedTable table;

    private PreparedArrival(OpenTransaction transaction, Arrival arrival, Follower follower, List<String> older)
            throws SQLException {
        this.transaction = transaction;
        this.arrival = arrival;
        this.follower = follower;
        this.older = older;
        int keyParts = follower.keyParts();
        ArrivingSessions waiting = arrival.waiting();
        this.table = new UncommittedTable(waiting, arrival, keyParts, waiting.copies(keyParts));
    }

    /**
     * Puts the waiting sessions in and proves that they stand there as they wait. Leaves out those of which the target has older
     * ones: they would be locked for others until the end.
     *
     * @param connection to the target, on which everything else that is done with the waiting room now becomes part of this
     * @param arrival to the session table, over the same connection
     * @param follower follows the source
     */
    static PreparedArrival begin(Connection connection, Arrival arrival, Follower follower) throws SQLException {
        OpenTransaction transaction = OpenTransaction.begin(connection);
        try {
            List<String> older = arrival.older();
            boolean all = older.isEmpty();
            arrival.insert(all ? "" : " and not (" + arrival.waiting().among("", older) + ")");
            arrival.compare(all ? "" : " and not (" + arrival.waiting().among("a.", older) + ")");
            return new PreparedArrival(transaction, arrival, follower, older);
        } catch (SQLException | RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    /** Brings the sessions up to date; nobody sees them yet. */
    TransferResult follow() throws SQLException {
        return follower.follow(table);
    }

    /**
     * Brings them up to date once more, and lets everything be seen at once.
     *
     * @param state records that the sessions have arrived, over the same connection
     */
    TransferResult arrive(TransferState state) throws SQLException {
        TransferResult changes = follow();
        for (List<String> some : CopyPass.chunks(older)) {
            table.settle(some);
        }
        arrival.addIds();
        state.arrived();
        transaction.commit();
        return result(changes);
    }

    private TransferResult result(TransferResult changes) {
        Map<String, Long> refused = new TreeMap<>();
        Collection<Copy> copies = table.copies().values();
        copies.stream()
                .map(Copy::refused)
                .filter(code -> !code.isEmpty()
                        && !code.equals(ArrivingSessions.OF_OTHERS)
                        && !code.equals(ArrivingSessions.OUTDATED))
                .forEach(code -> refused.merge(code, 1L, Long::sum));
        long sound = copies.stream().filter(Copy::isSound).count();
        return new TransferResult(sound, changes.changed(), changes.removed(), refused);
    }

    /** Takes everything back, unless it was committed. */
    @Override
    public void close() {
        transaction.close();
    }
}
