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

/**
 * Applies the settings of the guard: connects it to the session store, decides which results keep a node off its tables
 * ({@code guard=on|warn|strict|off}), and logs them. Thread-safe.
 *
 * <p>Web applications with the same release, settings and store share one policy, so that a server with a hundred of
 * them checks the tables once and waits once for a store that does not answer.
 */
final class GuardPolicy {
    private static final Logger LOG = Logger.getLogger(GuardPolicy.class.getName());

    /** How long a check counts for web applications that start one after another. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    private static final String INTERVAL = "guardInterval";
    private static final long DEFAULT_INTERVAL = 10_000;

    /** The policies by release of Jetty, settings file, settings and session store. */
    private static final Map<List<@Nullable Object>, GuardPolicy> POLICIES = new HashMap<>();

    private final Map<String, String> settings;
    private final String mode;
    private final @Nullable Guard guard;
    private final GuardWatch watch;
    private volatile long checkedAt = System.nanoTime();
    private volatile boolean checked;
    private @Nullable CheckResult tables;
    private @Nullable CheckResult root;

    private GuardPolicy(NodeSettings settings, String release, JettySessionStore jetty) {
        StoreConnections store = connections(settings.store(), jetty);
        this.settings = settings.values();
        this.mode = this.settings.getOrDefault("guard", "on");
        boolean off = "off".equals(mode);
        this.guard = off || store == null ? null : new Guard(release, named(jetty.properties()), store);
        this.watch = new GuardWatch(this, guard == null ? 0 : interval());
        this.checked = guard == null; // no check to wait for
        if (guard == null && !off) {
            LOG.info("Nothing guards the session tables, if there are any: Jetty's session store has neither a JDBC URL"
                    + " nor a DataSource, and ferry.url in server.properties does not say where it is.");
        }
    }

    /** Returns the connections of the settings, otherwise those of Jetty itself; null if neither is known. */
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
     * Returns the policy that has just checked the same tables, or a new one.
     *
     * @param release the release of Jetty
     * @param file the settings file that the web application configures; null if it configures none
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

    /** Returns what keeps this node off the session tables; empty if it may use them, or their location is unknown. */
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

    /** Returns what keeps a web application off the session tables; empty if nothing does. */
    synchronized Optional<CheckResult> rejection(String contextPath) {
        Optional<CheckResult> wrong = rejection();
        if (guard == null || tables == null || tables.kind() != CheckResult.Kind.FINE || !contextPath.isEmpty()) {
            return wrong; // does not wait a second time for a store that could not be read
        }
        if (root == null) {
            root = logged(guard.root());
        }
        return rejection(root);
    }

    /** Checks the tables now, whenever the last check was, and does not log the result. */
    synchronized CheckResult checkNow() {
        if (guard == null) {
            throw new IllegalStateException("no guard");
        }
        CheckResult now = guard.tables();
        if (now.kind() != CheckResult.Kind.UNKNOWN) {
            tables = now;
            root = null;
            checkedAt = System.nanoTime();
        }
        return now;
    }

    /** Returns whether a result keeps this node off the tables. */
    boolean rejects(CheckResult result) {
        return rejection(result).isPresent();
    }

    /** Checks whether a web application must stay off tables that fit this node, and does not log the result. */
    synchronized boolean rejectsWebapp(String contextPath) {
        if (guard == null || !contextPath.isEmpty()) {
            return false;
        }
        CheckResult now = guard.root();
        root = now.fits() ? now : null;
        return !now.fits();
    }

    /** Returns whether Jetty reached the tables by the guest's driver when they were looked at last. */
    synchronized boolean isGuest() {
        return tables != null && tables.kind() == CheckResult.Kind.GUEST;
    }

    GuardWatch watch() {
        return watch;
    }

    /** Returns the seconds after which clients may try a closed node again. */
    String retryAfter() {
        return settings.getOrDefault("retryAfter", "60");
    }

    private Optional<CheckResult> rejection(CheckResult result) {
        boolean wrong = result.kind() == CheckResult.Kind.WRONG || result.kind() == CheckResult.Kind.BUSY;
        boolean rejected =
                (wrong && !"warn".equals(mode)) || (result.kind() == CheckResult.Kind.UNKNOWN && "strict".equals(mode));
        return rejected ? Optional.of(result) : Optional.empty();
    }

    /** Returns whether the last check still counts; also during the first check, so that it is waited for once. */
    private boolean isFresh() {
        return !checked || System.nanoTime() - checkedAt <= FRESH_NANOS;
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
        checkedAt = System.nanoTime();
        checked = true;
        if (result.fits()) {
            LOG.info(result.sentence());
        } else {
            Level level = result.kind() == CheckResult.Kind.UNKNOWN ? Level.WARNING : Level.SEVERE;
            LOG.log(level, "{0} {1}{2}", new Object[] {result.sentence(), result.remedy(), consequence(result)});
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
