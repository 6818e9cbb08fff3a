package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.jdbc.Database;

/**
 * Works on the ranges of a table's key: on two of them at a time, each over a connection of its own, if the table is large and
 * the server is faster so. One statement that writes keeps one processor of PostgreSQL busy.
 *
 * @param database where the second connection comes from
 */
record Lanes(Database database) {
    /** With fewer ranges a second connection is not worth its while. */
    private static final int MANY = 20;

    /** Makes what works on one range after the other, over the connection of its target. */
    @FunctionalInterface
    interface Lane {
        Work over(ColumnTarget target) throws SQLException;
    }

    /** What is done with a range. */
    @FunctionalInterface
    interface Work {
        void on(RangeQueue.Part part) throws SQLException;
    }

    /** Returns whether two ranges at a time are faster than one for so many rows. */
    boolean help(long rows, int rangeRows) {
        return database.dialect().lanes(false) > 1 && rows > (long) MANY * rangeRows;
    }

    /**
     * Works until the queue is empty. A lane that fails lets the other end its range, and no more.
     *
     * @param two whether to work on two ranges at a time
     */
    void run(ColumnTarget target, RangeQueue queue, boolean two, Lane lane) throws SQLException {
        if (two) {
            try (Connection other = database.open()) {
                CompletableFuture<Void> helper =
                        CompletableFuture.runAsync(() -> work(target.over(other), queue, lane), Lanes::thread);
                work(target, queue, lane);
                helper.join(); // never throws: the queue keeps a failure
            }
        } else {
            work(target, queue, lane);
        }
        queue.rethrow();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "ferry-lane-1");
        thread.setDaemon(true);
        thread.start();
    }

    private static void work(ColumnTarget target, RangeQueue queue, Lane lane) {
        try {
            Work work = lane.over(target);
            while (true) {
                Optional<RangeQueue.Part> part = queue.next(target);
                if (part.isEmpty()) {
                    return;
                }
                work.on(part.get());
            }
        } catch (SQLException | RuntimeException | Error e) {
            queue.fail(e);
        }
    }
}
