package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jettyferry.jdbcurl.JdbcUrl;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.node.registry.BorrowedConnection;

/**
 * Compares the session tables with what the running Jetty needs. It only reads, and gives up after 30 seconds.
 * Thread-safe.
 *
 * <p>Each check runs on a daemon thread of its own, because a driver or a pool may block for longer than any time-out
 * says and may ignore interrupts. The caller waits for the thread with a limit and goes on without it.
 */
public final class Guard {
    /** Long on purpose: Jetty itself waits without a limit, so a guard that gives up early lets it misread the rows. */
    static final int TIMEOUT_SECONDS = 30;

    private final String version;
    private final TableNames names;
    private final StoreConnections store;
    private final int timeoutSeconds;

    /**
     * Makes a guard.
     *
     * @param version the release of Jetty, e.g. {@code 9.4.58.v20250814}
     * @param properties {@code jetty.session.jdbc.schema.*}, if Jetty does not use its default names
     * @param store opens connections to the database that holds the sessions
     */
    public Guard(String version, Map<String, String> properties, StoreConnections store) {
        this(version, properties, store, TIMEOUT_SECONDS);
    }

    Guard(String version, Map<String, String> properties, StoreConnections store, int timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
        this.version = version;
        this.names = TableNames.from(properties);
        this.store = store;
    }

    /** Checks the generation of the tables, and whether a run of {@code ferry} is under way. */
    public CheckResult tables() {
        return check((release, table) -> {
            int found = table.generation();
            Optional<String> run = table.runUnderWay();
            if (run.isPresent()) {
                return CheckResult.busy(run.get());
            }
            return generation(release, found);
        });
    }

    private CheckResult generation(Needs release, int found) {
        if (found < 0) {
            return CheckResult.unknown("The table " + names.table() + " has neither the primary key of generation 1"
                    + " nor that of generation 2, so it is unknown whether Jetty " + release + " understands it.");
        }
        if (found == 0 || found == release.generation()) {
            return CheckResult.fine("The session tables fit: Jetty " + release + " needs generation "
                    + release.generation() + ", and "
                    + (found == 0
                            ? "there is none yet that is called " + names.table() + "."
                            : names.table() + " has it.")
                    + release.note());
        }
        return CheckResult.wrong(
                "The session table " + names.table() + " is of generation " + found + ", but Jetty " + release
                        + " needs generation " + release.generation() + ": " + release.harm() + "."
                        + release.note(),
                release.command());
    }

    /**
     * Checks the spelling of the root web application's context path, which changed with Jetty 12. The result is
     * wrong only if live sessions have the other spelling and none this one, as on the first start after a change of
     * Jetty. Expired rows of this spelling do not count: they may be left from before a downgrade.
     */
    public CheckResult root() {
        return check((release, table) -> {
            String own = release.root();
            String other = own.isEmpty() ? "_" : "";
            long now = System.currentTimeMillis();
            if (table.generation() != 2 || !table.hasLive(other, now) || table.hasLive(own, now)) {
                return CheckResult.fine("The sessions of the root web application, if there are any, can be found.");
            }
            return CheckResult.wrong(
                    "The sessions of the root web application have the context path '" + other + "', but Jetty "
                            + release + " looks for '" + own + "': it would log their users out.",
                    release.commandForRoot());
        });
    }

    private interface Check {
        CheckResult run(Needs release, SessionTable table) throws SQLException;
    }

    private CheckResult check(Check check) {
        Optional<JettyRelease> release = JettyRelease.running(version);
        if (!release.isPresent()) {
            return CheckResult.unknown("Unknown Jetty version: " + version + ".");
        }
        FutureTask<CheckResult> task = new FutureTask<>(() -> connectAndRun(new Needs(release.get()), check));
        Thread thread = new Thread(task, "ferry-guard");
        thread.setDaemon(true);
        thread.start();
        return await(task);
    }

    /** Runs the check, but closes a connection that arrives after the time-out at once. */
    private CheckResult connectAndRun(Needs release, Check check) throws SQLException {
        try (BorrowedConnection loan = BorrowedConnection.of(store.open(), timeoutSeconds * 1000)) {
            if (Thread.currentThread().isInterrupted()) {
                return CheckResult.unknown("Interrupted while looking at the session tables.");
            }
            return isGuest(loan.connection())
                    ? CheckResult.guest("Jetty " + release + " is a guest: it reaches the session tables by the driver"
                            + " jdbc:ferry:, which understands those of each generation." + release.note())
                    : check.run(release, new SessionTable(loan.connection(), names));
        }
    }

    /** Asks the connection itself: a pool or a wrapper may hide its URL. */
    private static boolean isGuest(Connection connection) throws SQLException {
        return "true".equals(connection.getClientInfo(GuestLock.MARK));
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return JdbcUrl.maskedText(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    }

    private CheckResult await(FutureTask<CheckResult> task) {
        try {
            return task.get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return CheckResult.unknown("The session tables could not be looked at: " + reason(e) + ".");
        } catch (TimeoutException e) {
            task.cancel(true); // the interrupt ends waiting for a pool's connection
            return CheckResult.unknown("The session store did not answer within " + timeoutSeconds + " seconds.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.unknown("Interrupted while looking at the session tables.");
        }
    }
}
