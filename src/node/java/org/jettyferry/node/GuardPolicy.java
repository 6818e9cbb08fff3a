package org.jettyferry.node;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.CheckResult;
import org.jettyferry.node.guard.Guard;
import org.jettyferry.node.guard.StoreConnections;
import org.jettyferry.node.jetty.JettySessionStore;
import org.jettyferry.node.registry.RegistryAddress;
import org.jettyferry.node.settings.NodeSettings;
import org.jettyferry.settings.DatabaseLookup;
import org.jspecify.annotations.Nullable;

/** Asks the guard as the settings say, and tells the log. Thread-safe. */
final class GuardPolicy {
    private static final Logger LOG = Logger.getLogger(GuardPolicy.class.getName());

    /** Web applications that start together are judged by one look at the tables. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    private static final String INTERVAL = "guardInterval";
    private static final long DEFAULT_INTERVAL = 10_000;

    /** By release of Jetty, settings and their file, and session store. */
    private static final Map<List<@Nullable Object>, GuardPolicy> POLICIES = new HashMap<>();

    private final Map<String, String> settings;
    private final String mode;
    private final @Nullable Guard guard;
    private final GuardWatch watch;
    private volatile long since = System.nanoTime();
    private volatile boolean looked;
    private @Nullable CheckResult tables;
    private @Nullable CheckResult root;

    private GuardPolicy(NodeSettings settings, String release, JettySessionStore jetty) {
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
    static GuardPolicy of(String release, @Nullable String file, JettySessionStore jetty) {
        NodeSettings settings = NodeSettings.read(SettingsPlaces.of(file, System.getenv()), System.getenv());
        List<@Nullable Object> key = Arrays.asList(release, file, settings.values(), jetty);
        synchronized (POLICIES) {
            POLICIES.values().removeIf(policy -> !policy.isFresh() && policy.watch.isEmpty());
            return POLICIES.computeIfAbsent(key, none -> new GuardPolicy(settings, release, jetty));
        }
    }

    /** What keeps this node off the session tables; nothing if it may use them, or nobody knows where they are. */
    synchronized Optional<CheckResult> rejection() {
        if (guard == null) {
            return Optional.empty();
        }
        if (tables == null || !isFresh()) {
            root = null;
            tables = logged(guard.tables());
        }
        return rejection(tables);
    }

    /** What keeps a web application off the session tables. */
    synchronized Optional<CheckResult> rejection(String contextPath) {
        Optional<CheckResult> wrong = rejection();
        if (guard == null || tables == null || tables.kind() != CheckResult.Kind.FINE || !contextPath.isEmpty()) {
            return wrong; // a store that could not be looked at is not waited for again
        }
        if (root == null) {
            root = logged(guard.root());
        }
        return rejection(root);
    }

    /** Looks at the tables, whenever they were looked at last, and tells nobody. */
    synchronized CheckResult lookAgain() {
        if (guard == null) {
            throw new IllegalStateException("nothing to look at");
        }
        CheckResult now = guard.tables();
        if (now.kind() != CheckResult.Kind.UNKNOWN) {
            tables = now;
            root = null;
            since = System.nanoTime();
        }
        return now;
    }

    /** Whether a finding keeps this node off the tables. */
    boolean rejects(CheckResult result) {
        return rejection(result).isPresent();
    }

    /** Whether a web application has to stay off tables that fit this node; looks, and tells nobody. */
    synchronized boolean rejectsWebapp(String contextPath) {
        if (guard == null || !contextPath.isEmpty()) {
            return false;
        }
        CheckResult now = guard.root();
        root = now.kind() == CheckResult.Kind.FINE ? now : null;
        return now.kind() != CheckResult.Kind.FINE;
    }

    GuardWatch watch() {
        return watch;
    }

    /** Seconds after which clients may ask a closed node again. */
    String retryAfter() {
        return settings.getOrDefault("retryAfter", "60");
    }

    private Optional<CheckResult> rejection(CheckResult result) {
        boolean wrong = result.kind() == CheckResult.Kind.WRONG || result.kind() == CheckResult.Kind.BUSY;
        boolean rejected =
                (wrong && !"warn".equals(mode)) || (result.kind() == CheckResult.Kind.UNKNOWN && "strict".equals(mode));
        return rejected ? Optional.of(result) : Optional.empty();
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

    private CheckResult logged(CheckResult result) {
        since = System.nanoTime();
        looked = true;
        if (result.kind() == CheckResult.Kind.FINE) {
            LOG.info(result.sentence());
        } else {
            LOG.log(result.kind() == CheckResult.Kind.UNKNOWN ? Level.WARNING : Level.SEVERE, "{0} {1}{2}", new Object[] {
                result.sentence(), result.remedy(), consequence(result)
            });
        }
        return result;
    }

    private String consequence(CheckResult result) {
        if (rejection(result).isPresent()) {
            return " Until then it answers 503.";
        }
        return " It starts all the same."
                + (result.kind() == CheckResult.Kind.UNKNOWN
                        ? " Nothing guards the session tables then; with guard=strict it would answer 503."
                        : "");
    }
}
