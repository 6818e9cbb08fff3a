package org.jettyferry.update.column;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * A node that inserts and updates orders without a pause, through one of the two columns. Each writer has rows of its own, so
 * that it knows what they must hold in the end. Its writes are known by the server, or were not done.
 */
final class Writer implements Runnable {
    private final TestDatabase database;
    private final boolean newRelease;
    private final int first;
    private final int step;
    private final int rows;
    private final Map<Long, Integer> cents = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();
    private final Thread thread = new Thread(this);
    private volatile boolean stopped;
    private volatile Optional<Exception> failure = Optional.empty();

    /** Writes the rows {@code first}, {@code first + step} and so on, and inserts more of them. */
    Writer(TestDatabase database, boolean newRelease, int first, int step, int rows) {
        this.database = database;
        this.newRelease = newRelease;
        this.first = first;
        this.step = step;
        this.rows = rows;
    }

    Writer start() {
        thread.start();
        return this;
    }

    long writes() {
        return writes.get();
    }

    /** Ends it, and returns what its rows must hold, in cents. */
    Map<Long, Integer> stop() throws Exception {
        stopped = true;
        thread.join();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return cents;
    }

    @Override
    public void run() {
        String column = newRelease ? "total" : "total_cents";
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update shop_order set " + column + " = ?, note = 'w' where order_id = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into shop_order (" + column + ", note, order_id) values (?, 'i', ?)")) {
            Random random = new Random(first);
            long next = first + (long) rows / step * step + step;
            while (!stopped) {
                boolean inserts = random.nextInt(10) == 0;
                long id = inserts ? next : first + (long) random.nextInt(rows / step) * step;
                if (write(inserts ? insert : update, id, random.nextInt(100_000))) {
                    next += inserts ? step : 0;
                }
            }
        } catch (SQLException e) {
            failure = Optional.of(e);
        }
    }

    private boolean write(PreparedStatement statement, long id, int value) throws SQLException {
        try {
            if (newRelease) {
                statement.setBigDecimal(1, BigDecimal.valueOf(value, 2));
            } else {
                statement.setInt(1, value);
            }
            statement.setLong(2, id);
            if (statement.executeUpdate() == 1) {
                cents.put(id, value);
                writes.incrementAndGet();
            }
            return true;
        } catch (SQLException e) {
            if (isBusy(e)) {
                return false; // the server has rolled it back, as it may at any time
            }
            throw e;
        }
    }

    private static boolean isBusy(SQLException e) {
        return e.getErrorCode() == 1213 || e.getErrorCode() == 1205 || "40P01".equals(e.getSQLState());
    }
}
