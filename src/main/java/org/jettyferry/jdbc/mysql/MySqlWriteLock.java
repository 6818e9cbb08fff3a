package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.WriteLock;

/**
 * Holds LOCK TABLES ... READ on a second connection, because RENAME TABLE is refused on a connection that holds a lock.
 * The rename starts while the lock is held and waits for it. A second thread sees it waiting in the process list and
 * then releases the lock. The server serves the waiting rename before all writers, also those that have waited longer,
 * so no row is written between check and rename. The package's description has a picture.
 */
final class MySqlWriteLock implements WriteLock {
    private final Connection renamer;
    private final Connection holder;
    private volatile boolean renamed;

    private MySqlWriteLock(Connection renamer, Connection holder) {
        this.renamer = renamer;
        this.holder = holder;
    }

    static MySqlWriteLock take(Database database, Connection renamer, TableName table) throws SQLException {
        MySqlWriteLock lock = new MySqlWriteLock(renamer, database.open());
        try {
            Sql.execute(lock.holder, "lock tables " + table.sql(database.dialect()) + " read");
            return lock;
        } catch (SQLException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public boolean rename(List<String> renames) throws SQLException {
        long waiter = Sql.number(renamer, "select connection_id()");
        CompletableFuture<Boolean> handedOver =
                CompletableFuture.supplyAsync(() -> handOver(waiter), MySqlWriteLock::thread);
        try {
            Sql.execute(renamer, renames);
        } catch (SQLException | RuntimeException | Error e) {
            renamed = true;
            try {
                join(handedOver);
            } catch (RuntimeException other) {
                e.addSuppressed(other);
            } catch (Error other) { // an error of this process is worse than its consequence
                other.addSuppressed(e);
                throw other;
            }
            throw e;
        }
        renamed = true;
        return join(handedOver);
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "ferry-write-lock");
        thread.setDaemon(true);
        thread.start();
    }

    /** Releases the lock as soon as the rename waits for it. Returns whether the lock was held until then. */
    private boolean handOver(long waiter) {
        try {
            while (!renamed) {
                if (waits(waiter)) {
                    Sql.execute(holder, "unlock tables");
                    return true;
                }
                Thread.sleep(1);
            }
            return false;
        } catch (SQLException e) {
            close(); // otherwise the rename waits for ever
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return false;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private boolean waits(long waiter) throws SQLException {
        return Sql.number(
                        holder,
                        "select count(*) from information_schema.processlist where id = ? and state like 'Waiting for table%'",
                        waiter)
                > 0;
    }

    private static boolean join(CompletableFuture<Boolean> handedOver) {
        try {
            return handedOver.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException e) {
            // The connection is gone, and the lock with it.
        }
    }
}
