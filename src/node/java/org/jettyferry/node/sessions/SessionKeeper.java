package org.jettyferry.node.sessions;

import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.SchemaWatch;
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.registry.SchemaRelease;
import org.jettyferry.node.registry.Settling;
import org.jettyferry.node.route.Router;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of the sessions in memory whose schema is not served here, and knows for which disabled schemata it has done
 * so. Its thread starts with the first such schema. Thread-safe; only {@link #opening} and {@link #stop} block, and both
 * for a second at most.
 */
public final class SessionKeeper implements SchemaWatch {
    private static final Logger LOG = Logger.getLogger(SessionKeeper.class.getName());

    /** How long to wait for the last requests and for busy sessions: at first, and at most. */
    private static final long FIRST_PAUSE = 5_000_000;

    private static final long LONGEST_PAUSE = 100_000_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long STOP_MILLIS = 1000;

    private final Webapps webapps;
    private final Runnable onAnswer;
    private final ReentrantLock passes = new ReentrantLock();
    private final Map<Long, Departure> departures = new HashMap<>();
    private final Set<Long> away = new HashSet<>();
    private @Nullable Thread thread;
    private long nextPause = FIRST_PAUSE;
    private volatile boolean stopping;

    /**
     * Makes a keeper that does nothing until it learns of a schema that is not served here.
     *
     * @param routing knows whose web applications and requests are whose
     * @param onAnswer runs each time after {@link #released} has changed; must not block
     */
    public SessionKeeper(Router routing, Runnable onAnswer) {
        this(new Webapps(routing), onAnswer);
    }

    SessionKeeper(Webapps webapps, Runnable onAnswer) {
        this.webapps = webapps;
        this.onAnswer = onAnswer;
    }

    /** Includes the sessions of a web application. */
    public void enter(ServletContext context) {
        Optional<JettyContext> jetty = JettyContext.of(context);
        webapps.add(
                context,
                new Webapp(
                        context.getContextPath(),
                        () -> jetty.orElseThrow(() -> new IllegalStateException("this Jetty is not known"))
                                .sessions()));
    }

    /** Forgets a web application that ends; Jetty itself writes its sessions. */
    public void leave(ServletContext context) {
        webapps.remove(context);
    }

    /** Returns the disabled schemata whose sessions were let go of. */
    public synchronized Collection<SchemaRelease> released() {
        List<SchemaRelease> answers = new ArrayList<>();
        for (Departure departure : departures.values()) {
            SchemaRelease answer = departure.answer();
            if (answer != null) {
                answers.add(answer);
            }
        }
        return answers;
    }

    @Override
    public void opening(Set<Long> schemata) {
        boolean unfinished = forget(schemata);
        List<Webapp> theirs = webapps.of(schemata);
        if (!theirs.isEmpty()) {
            new Arrival(theirs, unfinished, webapps.apart(), webapps.held(schemata), passes).await();
        }
    }

    @Override
    public synchronized void changed(Map<Long, ContextState> states, Map<Long, Long> endings) {
        away.clear();
        states.forEach((schema, state) -> {
            if (state == ContextState.DISABLED) {
                long ending = endings.getOrDefault(schema, 0L);
                departures.compute(
                        schema, (id, known) -> known != null && known.answers(ending) ? known : departure(id, ending));
                away.add(schema);
            } else if (state == ContextState.ELSEWHERE) {
                away.add(schema);
            }
        });
        departures.keySet().removeIf(schema -> states.get(schema) != ContextState.DISABLED);
        if (!away.isEmpty() && thread == null && !stopping) {
            start();
        }
        nextPause = FIRST_PAUSE;
        LockSupport.unpark(thread);
    }

    private Departure departure(long schema, long ending) {
        return new Departure(schema, ending, webapps.held(Collections.singleton(schema)));
    }

    /** Ends the thread. */
    public void stop() {
        stopping = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return whether one of them was not let go of yet, so that memory may be ahead of the store */
    private synchronized boolean forget(Set<Long> schemata) {
        boolean unfinished = false;
        for (long schema : schemata) {
            Departure departure = departures.remove(schema);
            unfinished |= departure != null && departure.answer() == null;
            away.remove(schema);
        }
        return unfinished;
    }

    private void start() {
        Thread fresh = new Thread(this::run, "ferry-sessions");
        fresh.setDaemon(true);
        fresh.setContextClassLoader(SessionKeeper.class.getClassLoader());
        thread = fresh;
        fresh.start();
    }

    private void run() {
        while (!stopping) {
            Settling.await();
            try {
                depart();
                releaseAway();
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "sessions could not be let go of; this is tried again", e);
            }
            LockSupport.parkNanos(this, pause());
        }
    }

    private void depart() {
        Map<Long, Departure> open = open();
        if (open.isEmpty()) {
            return;
        }
        open.keySet().removeAll(webapps.draining(open.keySet()));
        open.forEach((schema, departure) -> {
            SchemaRelease before = departure.answer();
            locked(() -> {
                if (isDeparting(schema, departure)) {
                    departure.pass(
                            webapps.of(Collections.singleton(schema)),
                            webapps.apart(),
                            () -> !stopping && isDeparting(schema, departure));
                }
            });
            if (!Objects.equals(departure.answer(), before)) {
                onAnswer.run();
            }
        });
    }

    /** Lets go of what refused requests have loaded: it would expire here, and listeners would run. */
    private void releaseAway() {
        Set<Long> schemata = webapps.apart() ? idle() : Collections.emptySet();
        Set<Long> draining = webapps.draining(schemata);
        for (long schema : schemata) {
            locked(() -> {
                if (!draining.contains(schema) && idle().contains(schema)) {
                    webapps.onlyOf(Collections.singleton(schema)).forEach(webapp -> webapp.pass(false, true));
                }
            });
        }
    }

    private void locked(Runnable pass) {
        passes.lock();
        try {
            pass.run();
        } finally {
            passes.unlock();
        }
    }

    private synchronized boolean isDeparting(long schema, Departure departure) {
        return departures.get(schema) == departure;
    }

    /** Returns the departures that are not over. */
    private synchronized Map<Long, Departure> open() {
        Map<Long, Departure> open = new HashMap<>(departures);
        open.values().removeIf(Departure::isOver);
        return open;
    }

    /** Returns the schemata that are not served here and whose sessions this node has let go of, as far as it had any. */
    private synchronized Set<Long> idle() {
        Set<Long> idle = new HashSet<>(away);
        departures.forEach((schema, departure) -> {
            if (!departure.isOver()) {
                idle.remove(schema);
            }
        });
        return idle;
    }

    private synchronized long pause() {
        if (departures.values().stream().anyMatch(departure -> departure.answer() == null)) {
            long pause = nextPause;
            nextPause = Math.min(LONGEST_PAUSE, 2 * pause);
            return pause;
        }
        if (departures.values().stream().allMatch(Departure::isOver)) {
            return away.isEmpty() ? IDLE_NANOS : AWAY_NANOS;
        }
        return RETRY_NANOS;
    }
}
