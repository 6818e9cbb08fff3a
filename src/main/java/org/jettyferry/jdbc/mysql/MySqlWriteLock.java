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
 * LOCK TABLES … READ, held by a connection of its own: RENAME TABLE is refused under a lock of one's own. The rename is
 * begun while the lock is held and waits for it; only then is the lock given back. The server grants the waiting rename
 * before any writer, however long that one has waited.
 */
final class MySqlWriteLock implements WriteLock {
    private final Connection renamer;
    private final Connection holder;
    private volatile boolean over;

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
            over = true;
            try {
                join(handedOver);
            } catch (RuntimeException other) {
                e.addSuppressed(other);
            } catch (Error other) { // of this process, and worse than what it led to
                other.addSuppressed(e);
                throw other;
            }
            throw e;
        }
        over = true;
        return join(handedOver);
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "ferry-write-lock");
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives the lock back once the rename waits for it; whether it was held until then. */
    private boolean handOver(long waiter) {
        try {
            while (!over) {
                if (waits(waiter)) {
                    Sql.execute(holder, "unlock tables");
                    return true;
                }
                Thread.sleep(1);
            }
            return false;
        } catch (SQLException e) {
            close(); // else the rename waits for a lock that nobody gives back
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
