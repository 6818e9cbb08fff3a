package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.Sql;

/**
 * The lock that only one rolling upgrade of a registry can hold: an advisory lock of the server, on a connection of its own.
 * Thread-safe.
 */
public final class RollingLock implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final RegistrySchema registry;
    private Connection connection;

    /** Why the lock was lost; stays for good, for another process may have had it since. */
    private Optional<SQLException> loss = Optional.empty();

    private RollingLock(RegistrySchema registry, Connection connection) {
        this.registry = registry;
        this.connection = connection;
    }

    static RollingLock take(RegistrySchema registry) {
        return new RollingLock(registry, locked(registry));
    }

    private static Connection locked(RegistrySchema registry) {
        Dialect dialect = registry.dialect();
        try {
            Connection connection = registry.openForLock();
            Catalog server = dialect.server(connection);
            String name = "ferry rolling " + server.currentSchema();
            if (server.tryLock(name)) {
                return connection;
            }
            String holder = server.lockHolder(name).map(who -> ": " + who).orElse("");
            connection.close();
            throw new OperatorException(
                    Kind.LOCKED,
                    "another process runs a rolling upgrade" + holder,
                    "Wait for it; ferry upgrade-schemata --status shows how far it is. Nothing was changed.");
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "take the lock of rolling upgrades", e);
        }
    }

    /**
     * Throws if the lock was ever lost, because the connection broke or somebody has ended the session.
     *
     * @throws OperatorException if so
     */
    public synchronized void check() {
        if (isLost()) {
            throw new OperatorException(
                    Kind.RESUMABLE,
                    "the lock of the rolling upgrade was lost: "
                            + loss.orElseThrow().getMessage(),
                    "Run the same command again: it goes on from here.",
                    loss.orElseThrow());
        }
    }

    /**
     * Takes the lock again if it was lost, for what must be brought to an end. {@link #check} throws all the same from then on,
     * and what other processes may have done meanwhile is for the caller to find out.
     *
     * @param patience how long to try while the registry does not answer
     * @return whether this process has the lock; not if another one holds it
     */
    public synchronized boolean retake(Duration patience) {
        if (!isLost()) {
            return true;
        }
        long end = System.nanoTime() + patience.toNanos();
        while (!isValid()) {
            close();
            try {
                connection = locked(registry);
            } catch (OperatorException e) {
                if (e.kind() == Kind.LOCKED || System.nanoTime() - end > 0) {
                    return false;
                }
                Pause.millis(PAUSE_MILLIS);
            }
        }
        return true;
    }

    private boolean isLost() {
        if (loss.isEmpty()) {
            isValid();
        }
        return loss.isPresent();
    }

    private boolean isValid() {
        try {
            Sql.number(connection, "select 1");
            return true;
        } catch (SQLException e) {
            loss = Optional.of(loss.orElse(e));
            return false;
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // the lock died with the connection
        }
    }
}
