package org.jettyferry.node.registry;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.jdbcurl.MissingTable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link ContextDirectory} up to date: one daemon thread, one connection, one query at a time. When reading
 * fails it tries again with growing pauses, and the directory keeps what it has. No caller ever waits for the
 * database, except for {@link #stop()}, which is bounded. Thread-safe.
 *
 * <p>Each round of the thread does, in this order: poll the version and read what changed (if the interval is over),
 * look up the names that requests want, sweep a slice of the known names, probe, write the heartbeat. Names come
 * before sweep and heartbeat because requests wait for them. The thread sleeps until the next poll is due;
 * {@link #wake()} ends the sleep for wanted names, and {@code urgent} ends it for new settings and the end, also
 * during the pause after a failure.
 */
public final class RegistryPoller {
    private static final Logger LOG = Logger.getLogger(RegistryPoller.class.getName());
    private static final long FIRST_PAUSE = 250_000_000L;
    private static final long LONGEST_PAUSE = 5_000_000_000L;
    private static final long STOP_MILLIS = 2_000;
    private static final long BUSY_POLL = 50_000_000L;
    private static final String NO_TABLES = "it has no table ferry_registry yet: the first registry command makes it,"
            + " for example `ferry server register NAME`";

    private final RegistryState state = new RegistryState();
    private final DriverLocator drivers = new DriverLocator();
    private final ContextDirectory directory;
    private final RegistryReader reader;
    private final HeartbeatWriter heartbeats;
    private final SeenNodes nodes = new SeenNodes(state);
    private Runnable afterLookup = () -> {};
    private final List<SpareConnection> spares = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile PollerSettings settings;
    private volatile boolean stopping;
    private volatile boolean woken;
    private volatile boolean urgent;
    private volatile @Nullable RegistryConnection connection;
    private @Nullable RegistryAddress address;
    private long nextPoll;
    private boolean more;
    private boolean tablesExist = true;
    private int failures;
    private long failingSince;

    /**
     * Makes a poller that does nothing until it is started.
     *
     * @param directory what to keep up to date
     * @param node the identity sent in heartbeats
     * @param settings where the registry is, and how often to ask
     * @param nodeState supplies what the registry is to know of this node besides; asked in each round of the thread,
     *     so it must be cheap and must not block
     * @param released supplies the disabled schemata whose sessions the node has let go of, under the same conditions
     */
    public RegistryPoller(
            ContextDirectory directory,
            NodeIdentity node,
            PollerSettings settings,
            Supplier<NodeState> nodeState,
            Supplier<Collection<SchemaRelease>> released) {
        this.directory = directory;
        this.settings = settings;
        reader = new RegistryReader(directory, state);
        heartbeats = new HeartbeatWriter(node, directory, state, nodeState, released);
        thread = new Thread(this::run, "ferry-registry");
        thread.setDaemon(true);
        thread.setContextClassLoader(RegistryPoller.class.getClassLoader());
    }

    /**
     * Starts the thread; call it once.
     *
     * @param whenLookedUp runs on that thread each time after it has looked up the wanted names; must not block
     */
    public void start(Runnable whenLookedUp) {
        afterLookup = whenLookedUp;
        thread.start();
    }

    /** Puts other settings in force at once. */
    public void configure(PollerSettings newSettings) {
        settings = newSettings;
        runNow();
    }

    /** Wakes the thread to look up a wanted name, or to write news. It is cheap, so that any request may call it. */
    public void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Returns the current state. */
    public RegistryState state() {
        return state;
    }

    /** Makes a further connection to the registry, which is opened when it is used; it ends with the poller. */
    public SpareConnection spare() {
        SpareConnection spare = new SpareConnection(drivers, () -> settings.registry());
        spares.add(spare);
        return spare;
    }

    /** Includes the drivers of a web application in the search. */
    public void use(ClassLoader webapp) {
        drivers.use(webapp);
    }

    /** Forgets a web application that ends; a connection through its driver is replaced by one through another. */
    public void forget(ClassLoader webapp) {
        spares.forEach(spare -> spare.forget(webapp));
        RegistryConnection current = connection;
        Driver driver = current == null ? null : current.driver();
        drivers.forget(webapp, driver);
        if (current != null && driver != null && DriverLocator.cameWith(webapp, driver)) {
            current.abort();
            runNow();
        }
    }

    /** Removes the node from the registry, closes the connection and ends the thread; waits three seconds at most. */
    public void stop() {
        stopping = true;
        spares.forEach(SpareConnection::close);
        runNow();
        try {
            thread.join(STOP_MILLIS);
            RegistryConnection current = connection;
            if (thread.isAlive() && current != null) {
                current.abort(); // it waits for a database that does not answer
                thread.join(STOP_MILLIS / 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runNow() {
        urgent = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopping) {
            urgent = false;
            woken = false;
            PollerSettings current = settings;
            round(current);
            pause(current);
        }
        disconnect();
    }

    private void round(PollerSettings current) {
        RegistryAddress wanted = current.registry();
        if (wanted == null ? address != null : !wanted.same(address)) {
            change(wanted);
        }
        if (wanted == null) {
            return;
        }
        try {
            boolean first = !state.reached();
            work(connected(wanted), current);
            tablesExist(true);
            succeeded(wanted, first);
        } catch (SQLException | RuntimeException | LinkageError e) {
            failed(wanted, e);
        }
    }

    private void work(RegistryConnection registry, PollerSettings current) throws SQLException {
        if (System.nanoTime() - nextPoll >= 0) {
            nextPoll = System.nanoTime() + current.pollNanos();
            reader.poll(registry);
            nextPoll = Math.min(nextPoll, System.nanoTime() + pollNanos(current));
        }
        more = reader.lookUpWanted(registry);
        afterLookup.run(); // always: impossible names are answered without a query
        more |= reader.sweep(registry);
        reader.probe(registry);
        state.succeeded(); // before the heartbeat, which may take long
        heartbeats.beat(registry, current, reader.busy());
        nodes.read(registry, current);
    }

    /** Returns the time between two polls: short while a run is on, so that it need not wait for its nodes. */
    private long pollNanos(PollerSettings current) {
        return reader.busy() ? Math.min(BUSY_POLL, current.pollNanos()) : current.pollNanos();
    }

    private RegistryConnection connected(RegistryAddress wanted) throws SQLException {
        RegistryConnection current = connection;
        if (current == null) {
            current = RegistryConnection.open(drivers, wanted);
            connection = current;
            nextPoll = System.nanoTime();
        }
        return current;
    }

    private void change(@Nullable RegistryAddress wanted) {
        disconnect();
        reader.reset();
        heartbeats.reset();
        nodes.reset();
        address = wanted;
        failures = 0;
        tablesExist(true);
        state.begin(wanted == null ? "" : wanted.displayUrl());
        if (wanted == null) {
            directory.update(RegistrySnapshot.NONE);
        }
    }

    private void disconnect() {
        RegistryConnection current = connection;
        if (current == null) {
            return;
        }
        try {
            heartbeats.signOff(current);
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.FINE, "the registry keeps this node''s row: {0}", e.getClass());
        }
        current.close();
        connection = null;
    }

    private void succeeded(RegistryAddress wanted, boolean first) {
        if (failures > 0) {
            LOG.info("the registry " + wanted + " can be read again, after "
                    + (System.nanoTime() - failingSince) / 1_000_000_000 + " s; its version is " + state.version());
        } else if (first) {
            LOG.info("the registry " + wanted + " is at version " + state.version());
        }
        failures = 0;
    }

    private void tablesExist(boolean exist) {
        if (exist != tablesExist) {
            tablesExist = exist;
            directory.tablesExist(exist);
        }
    }

    private void failed(RegistryAddress wanted, Throwable e) {
        // once the registry was read, missing tables are an outage: the last snapshot stays in force
        tablesExist(state.reached() || !MissingTable.isReportedBy(e));
        RegistryConnection current = connection;
        connection = null;
        if (current != null) {
            current.abort();
        }
        String why = tablesExist
                ? wanted.hidden(e instanceof SQLException ? String.valueOf(e.getMessage()) : e.toString())
                : NO_TABLES;
        if (failures == 0 && !stopping) {
            failingSince = System.nanoTime();
            LOG.warning("the registry " + wanted + " can't be read (" + why.replaceAll("\\s+", " ") + "); "
                    + consequence());
        }
        failures++;
        state.failed(why);
    }

    private String consequence() {
        if (state.reached()) {
            return "what it said last, at version " + state.version() + ", stays in force";
        }
        return tablesExist && settings.required()
                ? "until it can be, requests get 503, unless unknownContext=through lets them through"
                : "until then every request is let through";
    }

    private void pause(PollerSettings current) {
        if (failures > 0) {
            sleepUntil(System.nanoTime() + backoff(), false);
        } else if (address == null) {
            sleepUntil(System.nanoTime() + 60 * LONGEST_PAUSE, false);
        } else if (!more) {
            sleepUntil(Math.min(nextPoll, System.nanoTime() + current.pollNanos()), true);
        }
    }

    /** Returns the pause after a failure, randomized so that the nodes of a site do not all reconnect at once. */
    private long backoff() {
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures - 1, 6));
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    private void sleepUntil(long end, boolean untilWoken) {
        long left = end - System.nanoTime();
        while (left > 0 && !urgent && !stopping && !(untilWoken && woken)) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                LOG.fine("ignoring an interrupt");
            }
            left = end - System.nanoTime();
        }
    }
}
