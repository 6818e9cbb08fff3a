package org.jettyferry.node;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.Guard;
import org.jettyferry.node.guard.GuardFilter;
import org.jettyferry.node.guard.Verdict;
import org.jettyferry.node.settings.NodeSettings;
import org.jettyferry.node.view.RegistryAddress;
import org.jspecify.annotations.Nullable;

/** Asks the guard as the settings say, and tells the log. Thread-safe. */
final class GuardDuty {
    private static final Logger LOG = Logger.getLogger(GuardDuty.class.getName());

    /** Web applications that start together are judged by one look at the tables. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    /** By release of Jetty and settings file. */
    private static final Map<List<@Nullable String>, GuardDuty> ON_DUTY = new HashMap<>();

    private final Map<String, String> settings;
    private final String mode;
    private final @Nullable Guard guard;
    private final long since = System.nanoTime();
    private @Nullable Verdict tables;
    private @Nullable Verdict root;

    private GuardDuty(NodeSettings settings, String release) {
        RegistryAddress store = settings.store();
        this.settings = settings.values();
        this.mode = this.settings.getOrDefault("guard", "on");
        this.guard = store == null || "off".equals(mode) ? null : new Guard(release, this.settings, store);
    }

    /**
     * Gives the one that has read the settings a moment ago, or reads them.
     *
     * @param release of Jetty
     * @param file the settings file, where the web application names one
     */
    static GuardDuty of(String release, @Nullable String file) {
        List<@Nullable String> key = Arrays.asList(release, file);
        synchronized (ON_DUTY) {
            GuardDuty duty = ON_DUTY.get(key);
            if (duty == null || System.nanoTime() - duty.since > FRESH_NANOS) {
                duty = new GuardDuty(
                        NodeSettings.read(SettingsPlaces.of(file, System.getenv()), System.getenv()), release);
                ON_DUTY.put(key, duty);
            }
            return duty;
        }
    }

    /** What keeps this node off the session tables; nothing if it may use them, or nobody has named a session store. */
    synchronized Optional<Verdict> objection() {
        if (guard == null) {
            return Optional.empty();
        }
        if (tables == null) {
            tables = told(guard.tables());
        }
        return objection(tables);
    }

    /** What keeps a web application off the session tables. */
    synchronized Optional<Verdict> objection(String contextPath) {
        Optional<Verdict> wrong = objection();
        if (guard == null || wrong.isPresent() || !contextPath.isEmpty()) {
            return wrong;
        }
        if (root == null) {
            root = told(guard.root());
        }
        return objection(root);
    }

    /** The init-params of the filter that answers for a web application that is kept off. */
    Map<String, String> answer(Verdict verdict) {
        return GuardFilter.parameters(verdict, settings.getOrDefault("retryAfter", "60"));
    }

    private Optional<Verdict> objection(Verdict verdict) {
        boolean objects = (verdict.kind() == Verdict.Kind.WRONG && !"warn".equals(mode))
                || (verdict.kind() == Verdict.Kind.UNKNOWN && "strict".equals(mode));
        return objects ? Optional.of(verdict) : Optional.empty();
    }

    private Verdict told(Verdict verdict) {
        if (verdict.kind() == Verdict.Kind.FINE) {
            LOG.info(verdict.sentence());
        } else {
            LOG.log(verdict.kind() == Verdict.Kind.WRONG ? Level.SEVERE : Level.WARNING, "{0} {1}{2}", new Object[] {
                verdict.sentence(), verdict.remedy(), consequence(verdict)
            });
        }
        return verdict;
    }

    private String consequence(Verdict verdict) {
        return objection(verdict).isPresent() ? " Until then it answers 503." : " It starts all the same.";
    }
}
