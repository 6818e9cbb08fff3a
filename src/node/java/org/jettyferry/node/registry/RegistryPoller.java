package org.jettyferry.node.registry;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link ContextDirectory} in step with the registry: one daemon thread, one connection, one query at a time. What it can't
 * read it tries again, ever more slowly; meanwhile the directory keeps what it has. No caller ever waits for the database.
 * Thread-safe.
 */
public final class RegistryPoller {
    private static final Logger LOG = Logger.getLogger(RegistryPoller.class.getName());
    private static final long FIRST_REST = 250_000_000L;
    private static final long LONGEST_REST = 5_000_000_000L;
    private static final long STOP_MILLIS = 2_000;
    private static final String NOT_MADE = "it has no table ferry_registry yet: the first registry command makes it,"
            + " for example `ferry server register NAME`";

    private final RegistryState state = new RegistryState();
    private final DriverLocator drivers = new DriverLocator();
    private final ContextDirectory directory;
    private final RegistryReader reader;
    private final HeartbeatWriter heartbeats;
    private Runnable afterLookup = () -> {};
    private final Thread thread;
    private volatile PollerSettings settings;
    private volatile boolean stopping;
    private volatile boolean woken;
    private volatile boolean urgent;
    private volatile @Nullable RegistryConnection connection;
    private @Nullable RegistryAddress address;
    private long nextPoll;
    private boolean more;
    private boolean made = true;
    private int failures;
    private long failingSince;

    /**
     * Makes one that rests until it is started.
     *
     * @param directory what to keep in step
     * @param node the identity sent in heartbeats
     * @param settings where the registry is, and how often to ask
     */
    public RegistryPoller(ContextDirectory directory, NodeIdentity node, PollerSettings settings) {
        this.directory = directory;
        this.settings = settings;
        reader = new RegistryReader(directory, state);
        heartbeats = new HeartbeatWriter(node, directory, state);
        thread = new Thread(this::run, "ferry-registry");
        thread.setDaemon(true);
        thread.setContextClassLoader(RegistryPoller.class.getClassLoader());
    }

    /**
     * Says what to tell the registry of the guard; to be called once, before the start.
     *
     * @param guardState in a word; empty while nothing is kept closed
     * @param reason why, for people
     */
    public void guard(Supplier<String> guardState, Supplier<String> reason) {
        heartbeats.guard(guardState, reason);
    }

    /**
     * Starts the thread; to be called once.
     *
     * @param whenLookedUp is run by that thread each time it has taken the names that waited; must not wait for anything
     */
    public void start(Runnable whenLookedUp) {
        afterLookup = whenLookedUp;
        thread.start();
    }

    /** Puts other settings in force, at once. */
    public void configure(PollerSettings newSettings) {
        settings = newSettings;
        hurry();
    }

    /** Says that a name waits to be looked up. Costs next to nothing, so that any request may call it. */
    public void wake() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(thread);
        }
    }

    /** Its current state. */
    public RegistryState state() {
        return state;
    }

    /** Lets drivers of a web application be found. */
    public void use(ClassLoader webapp) {
        drivers.use(webapp);
    }

    /** Lets go of a web application that ends: a connection made with its driver is made anew with another. */
    public void forget(ClassLoader webapp) {
        RegistryConnection current = connection;
        Driver driver = current == null ? null : current.driver();
        drivers.forget(webapp, driver);
        if (current != null && driver != null && DriverLocator.cameWith(webapp, driver)) {
            current.abort();
            hurry();
        }
    }

    /** Takes the node off the registry's list, closes the connection and ends the thread; waits three seconds at most. */
    public void stop() {
        stopping = true;
        hurry();
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

    private void hurry() {
        urgent = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopping) {
            urgent = false;
            woken = false;
            PollerSettings current = settings;
            round(current);
            rest(current);
        }
        leave();
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
            made(true);
            succeeded(wanted, first);
        } catch (SQLException | RuntimeException | LinkageError e) {
            failed(wanted, e);
        }
    }

    private void work(RegistryConnection registry, PollerSettings current) throws SQLException {
        if (System.nanoTime() - nextPoll >= 0) {
            nextPoll = System.nanoTime() + current.pollNanos();
            reader.poll(registry);
        }
        more = reader.lookUpWanted(registry);
        afterLookup.run(); // always: names that can't be in a registry are answered without a query
        more |= reader.sweep(registry);
        reader.probe(registry);
        state.succeeded(); // it can be read, however long it takes to write the heartbeat
        heartbeats.beat(registry, current);
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
        leave();
        reader.startAnew();
        heartbeats.startAnew();
        address = wanted;
        failures = 0;
        made(true);
        state.begin(wanted == null ? "" : wanted.displayUrl());
        if (wanted == null) {
            directory.update(RegistrySnapshot.NONE);
        }
    }

    private void leave() {
        RegistryConnection current = connection;
        if (current == null) {
            return;
        }
        try {
            heartbeats.farewell(current);
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

    /** What was read once stays in force, even if the tables vanish; only before that their absence says something. */
    private void made(boolean tables) {
        if (tables != made) {
            made = tables;
            directory.made(tables);
        }
    }

    private void failed(RegistryAddress wanted, Throwable e) {
        made(state.reached() || !MissingTable.isTold(e));
        RegistryConnection current = connection;
        connection = null;
        if (current != null) {
            current.abort();
        }
        String why = made
                ? wanted.hidden(e instanceof SQLException ? String.valueOf(e.getMessage()) : e.toString())
                : NOT_MADE;
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
        return made
                ? "until it can be, requests get 503, unless unknownContext=through lets them through"
                : "until then every request is let through";
    }

    private void rest(PollerSettings current) {
        if (failures > 0) {
            sleepUntil(System.nanoTime() + backoff(), false);
        } else if (address == null) {
            sleepUntil(System.nanoTime() + 60 * LONGEST_REST, false);
        } else if (!more) {
            sleepUntil(Math.min(nextPoll, System.nanoTime() + current.pollNanos()), true);
        }
    }

    /** Wide enough apart that all nodes of a site don't fall upon a server in the moment when it comes back. */
    private long backoff() {
        long rest = Math.min(LONGEST_REST, FIRST_REST << Math.min(failures - 1, 6));
        return rest / 2 + ThreadLocalRandom.current().nextLong(rest / 2 + 1);
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
