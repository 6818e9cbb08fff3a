package org.jettyferry.node;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.Guard;
import org.jettyferry.node.guard.StoreConnections;
import org.jettyferry.node.guard.Verdict;
import org.jettyferry.node.jetty.JettySessionStore;
import org.jettyferry.node.registry.RegistryAddress;
import org.jettyferry.node.settings.NodeSettings;
import org.jettyferry.settings.DatabaseLookup;
import org.jspecify.annotations.Nullable;

/** Asks the guard as the settings say, and tells the log. Thread-safe. */
final class GuardDuty {
    private static final Logger LOG = Logger.getLogger(GuardDuty.class.getName());

    /** Web applications that start together are judged by one look at the tables. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    private static final String INTERVAL = "guardInterval";
    private static final long DEFAULT_INTERVAL = 10_000;

    /** By release of Jetty, settings and their file, and session store. */
    private static final Map<List<@Nullable Object>, GuardDuty> ON_DUTY = new HashMap<>();

    private final Map<String, String> settings;
    private final String mode;
    private final @Nullable Guard guard;
    private final GuardWatch watch;
    private volatile long since = System.nanoTime();
    private volatile boolean looked;
    private @Nullable Verdict tables;
    private @Nullable Verdict root;

    private GuardDuty(NodeSettings settings, String release, JettySessionStore jetty) {
        StoreConnections store = connections(settings.store(), jetty);
        this.settings = settings.values();
        this.mode = this.settings.getOrDefault("guard", "on");
        boolean off = "off".equals(mode);
        this.guard = off || store == null ? null : new Guard(release, named(jetty.properties()), store);
        this.watch = new GuardWatch(this, guard == null ? 0 : interval());
        this.looked = guard == null; // there is nothing to wait for
        if (guard == null && !off) {
            LOG.info("Nothing guards the session tables, if there are any: Jetty's session store has neither a JDBC URL"
                    + " nor a DataSource, and ferry.url in server.properties does not say where it is.");
        }
    }

    /** As the settings say; else as Jetty itself gets its connections. Null if neither is known. */
    private static @Nullable StoreConnections connections(@Nullable RegistryAddress named, JettySessionStore jetty) {
        if (named != null) {
            return named::connect;
        }
        if (jetty.hasDataSource()) {
            return jetty::connect;
        }
        String url = jetty.properties().get(DatabaseLookup.JETTY_URL);
        String driver = jetty.properties().get("jetty.session.jdbc.driverClass");
        return url == null ? null : new RegistryAddress(url, null, null, null, driver)::connect;
    }

    /**
     * Gives the one that has looked a moment ago, or a new one.
     *
     * @param release of Jetty
     * @param file the settings file, where the web application names one
     * @param jetty Jetty's own session store; the settings win
     */
    static GuardDuty of(String release, @Nullable String file, JettySessionStore jetty) {
        NodeSettings settings = NodeSettings.read(SettingsPlaces.of(file, System.getenv()), System.getenv());
        List<@Nullable Object> key = Arrays.asList(release, file, settings.values(), jetty);
        synchronized (ON_DUTY) {
            ON_DUTY.values().removeIf(duty -> !duty.isFresh() && duty.watch.isEmpty());
            return ON_DUTY.computeIfAbsent(key, none -> new GuardDuty(settings, release, jetty));
        }
    }

    /** What keeps this node off the session tables; nothing if it may use them, or nobody knows where they are. */
    synchronized Optional<Verdict> objection() {
        if (guard == null) {
            return Optional.empty();
        }
        if (tables == null || !isFresh()) {
            root = null;
            tables = told(guard.tables());
        }
        return objection(tables);
    }

    /** What keeps a web application off the session tables. */
    synchronized Optional<Verdict> objection(String contextPath) {
        Optional<Verdict> wrong = objection();
        if (guard == null || tables == null || tables.kind() != Verdict.Kind.FINE || !contextPath.isEmpty()) {
            return wrong; // a store that could not be looked at is not waited for again
        }
        if (root == null) {
            root = told(guard.root());
        }
        return objection(root);
    }

    /** Looks at the tables, whenever they were looked at last, and tells nobody. */
    synchronized Verdict lookAgain() {
        if (guard == null) {
            throw new IllegalStateException("nothing to look at");
        }
        Verdict now = guard.tables();
        if (now.kind() != Verdict.Kind.UNKNOWN) {
            tables = now;
            root = null;
            since = System.nanoTime();
        }
        return now;
    }

    /** Whether a finding keeps this node off the tables. */
    boolean objects(Verdict verdict) {
        return objection(verdict).isPresent();
    }

    /** Whether a web application has to stay off tables that fit this node; looks, and tells nobody. */
    synchronized boolean objectsTo(String contextPath) {
        if (guard == null || !contextPath.isEmpty()) {
            return false;
        }
        Verdict now = guard.root();
        root = now.kind() == Verdict.Kind.FINE ? now : null;
        return now.kind() != Verdict.Kind.FINE;
    }

    GuardWatch watch() {
        return watch;
    }

    /** Seconds after which clients may ask a closed node again. */
    String retryAfter() {
        return settings.getOrDefault("retryAfter", "60");
    }

    private Optional<Verdict> objection(Verdict verdict) {
        boolean wrong = verdict.kind() == Verdict.Kind.WRONG || verdict.kind() == Verdict.Kind.BUSY;
        boolean objects =
                (wrong && !"warn".equals(mode)) || (verdict.kind() == Verdict.Kind.UNKNOWN && "strict".equals(mode));
        return objects ? Optional.of(verdict) : Optional.empty();
    }

    /** Also while it still waits for the store: else each web application would begin to wait anew. */
    private boolean isFresh() {
        return !looked || System.nanoTime() - since <= FRESH_NANOS;
    }

    private long interval() {
        String text = settings.getOrDefault(INTERVAL, "");
        if (text.isEmpty()) {
            return DEFAULT_INTERVAL;
        }
        if (text.matches("0|[1-9]\\d{2,7}")) {
            return Long.parseLong(text);
        }
        LOG.warning(INTERVAL + " must be a number of milliseconds from 100, or 0 to look only at the start, not \""
                + text + "\"; it is " + DEFAULT_INTERVAL);
        return DEFAULT_INTERVAL;
    }

    private Map<String, String> named(Map<String, String> jetty) {
        Map<String, String> names = new HashMap<>(jetty);
        settings.forEach((name, value) -> {
            if (!value.trim().isEmpty()) {
                names.put(name, value);
            }
        });
        return names;
    }

    private Verdict told(Verdict verdict) {
        since = System.nanoTime();
        looked = true;
        if (verdict.kind() == Verdict.Kind.FINE) {
            LOG.info(verdict.sentence());
        } else {
            LOG.log(verdict.kind() == Verdict.Kind.UNKNOWN ? Level.WARNING : Level.SEVERE, "{0} {1}{2}", new Object[] {
                verdict.sentence(), verdict.remedy(), consequence(verdict)
            });
        }
        return verdict;
    }

    private String consequence(Verdict verdict) {
        if (objection(verdict).isPresent()) {
            return " Until then it answers 503.";
        }
        return " It starts all the same."
                + (verdict.kind() == Verdict.Kind.UNKNOWN
                        ? " Nothing guards the session tables then; with guard=strict it would answer 503."
                        : "");
    }
}
