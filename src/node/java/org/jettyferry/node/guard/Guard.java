package org.jettyferry.node.guard;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jettyferry.jdbcurl.JdbcUrl;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.node.registry.BorrowedConnection;

/**
 * Compares the session tables with what the Jetty that runs here needs. It reads only, and gives up after half a
 * minute. Thread-safe.
 */
public final class Guard {
    /** As Jetty waits without a limit, a node that gave up early would expire the rows that it was to be kept off. */
    static final int PATIENCE_SECONDS = 30;

    private final String version;
    private final TableNames names;
    private final StoreConnections store;
    private final int patienceSeconds;

    /**
     * Makes one.
     *
     * @param version the release of Jetty, e.g. {@code 9.4.58.v20250814}
     * @param properties with {@code jetty.session.jdbc.schema.*}, where Jetty uses other names than its own
     * @param store the way to the database that holds the sessions
     */
    public Guard(String version, Map<String, String> properties, StoreConnections store) {
        this(version, properties, store, PATIENCE_SECONDS);
    }

    Guard(String version, Map<String, String> properties, StoreConnections store, int patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
        this.version = version;
        this.names = TableNames.from(properties);
        this.store = store;
    }

    /** Looks at the generation of the tables, and whether a run of {@code ferry} is under way. */
    public CheckResult tables() {
        return ask((release, table) -> {
            int found = table.generation();
            Optional<String> run = table.runUnderWay();
            if (run.isPresent()) {
                return CheckResult.busy(run.get());
            }
            if (found < 0) {
                return CheckResult.unknown(
                        "The table " + names.table() + " has neither the primary key of generation 1 nor that"
                                + " of generation 2, so nobody can tell whether Jetty " + release + " understands it.");
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
        });
    }

    /**
     * Looks at the spelling of the root's context path, which changed with Jetty 12. Wrong only if sessions live under the
     * other spelling and none under this one: so it is on the first start after a change of Jetty. Expired rows of this
     * spelling don't count: they may be left from before a step back.
     */
    public CheckResult root() {
        return ask((release, table) -> {
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

    private interface Question {
        CheckResult answer(Needs release, SessionTable table) throws SQLException;
    }

    private CheckResult ask(Question question) {
        Optional<JettyRelease> release = JettyRelease.running(version);
        if (!release.isPresent()) {
            return CheckResult.unknown("This is no release of Jetty that is known here: " + version + ".");
        }
        FutureTask<CheckResult> look = new FutureTask<>(() -> look(new Needs(release.get()), question));
        Thread thread = new Thread(look, "ferry-guard"); // drivers may ignore interrupts
        thread.setDaemon(true);
        thread.start();
        return await(look);
    }

    /** A connection that comes after the time is up goes back at once. */
    private CheckResult look(Needs release, Question question) throws SQLException {
        try (BorrowedConnection loan = BorrowedConnection.of(store.open(), patienceSeconds * 1000)) {
            return Thread.currentThread().isInterrupted()
                    ? CheckResult.unknown("Interrupted while looking at the session tables.")
                    : question.answer(release, new SessionTable(loan.connection(), names));
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause();
        return JdbcUrl.maskedText(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    }

    private CheckResult await(FutureTask<CheckResult> look) {
        try {
            return look.get(patienceSeconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return CheckResult.unknown("The session tables could not be looked at: " + reason(e) + ".");
        } catch (TimeoutException e) {
            look.cancel(true); // what waits for a connection of a pool stops waiting
            return CheckResult.unknown("The session store did not answer within " + patienceSeconds + " seconds.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CheckResult.unknown("Interrupted while looking at the session tables.");
        }
    }
}
