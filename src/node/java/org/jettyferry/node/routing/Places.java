package org.jettyferry.node.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;
import org.jettyferry.node.view.ContextRow;
import org.jettyferry.node.view.RegistryView;
import org.jettyferry.node.view.Schema;
import org.jspecify.annotations.Nullable;

/** The places that contexts can be at, kept in step with the registry and the settings. Thread-safe. */
final class Places {
    private static final Logger LOG = Logger.getLogger(Places.class.getName());

    private final Place pending = new Place(Verdict.pending(true));
    private final Place unknown = new Place(Verdict.unknown());
    private final Place disabled = new Place(Verdict.disabled());
    private final Map<Long, Place> schemata = new HashMap<>();
    private volatile RegistryView view = RegistryView.NONE;
    private volatile String problem = "";
    private RoutingSettings settings;
    private boolean registry = true;

    /** The server that contexts of this node live on: the last name set for it that the registry knew. */
    private @Nullable String own;

    Places(RoutingSettings settings) {
        this.settings = settings;
        update();
    }

    /** Of names that were not looked up yet. */
    Place pending() {
        return pending;
    }

    /** Of names that the registry doesn't have. */
    Place unknown() {
        return unknown;
    }

    synchronized Place of(ContextRow row) {
        if (!row.enabled()) {
            return disabled;
        }
        return schemata.computeIfAbsent(
                row.schemaId(), id -> new Place(verdict(view.schemata().get(id))));
    }

    synchronized void update(RegistryView view) {
        this.view = view;
        update();
    }

    synchronized void settings(RoutingSettings settings) {
        this.settings = settings;
        update();
    }

    /** Says whether there is a registry that names can be looked up in. */
    synchronized void registry(boolean configured) {
        registry = configured;
        update();
    }

    /** The version of the registry that this is in step with. */
    long version() {
        return view.version();
    }

    /** What is wrong with the name of this node's server, in a sentence; empty if nothing is. */
    String problem() {
        return problem;
    }

    private void update() {
        findOwn();
        pending.verdict(notKnownYet());
        schemata.forEach((id, place) -> place.verdict(verdict(view.schemata().get(id))));
    }

    /**
     * A name that the registry doesn't know would put every context elsewhere. What held before stays, as with any value
     * that is no good; so does the name of a server that is removed while nodes of it still run.
     */
    private void findOwn() {
        String named = settings.serverName;
        if (named == null || view.servers().isEmpty() || view.servers().contains(named)) {
            own = view.servers().isEmpty() ? null : named;
            tell("");
        } else {
            tell(
                    "serverName is " + named + ", which is no server of the registry, so "
                            + (own == null
                                    ? "nobody can say which contexts live here and all are let through that are not disabled"
                                    : "this node stays one of " + own)
                            + "; set it, or the variable SERVER_NAME that wins over the file, to a name of `ferry server list`");
        }
    }

    private void tell(String what) {
        if (!what.equals(problem)) {
            if (what.isEmpty()) {
                LOG.info("the registry knows this node's server now");
            } else {
                LOG.severe(what);
            }
        }
        problem = what;
    }

    private Verdict notKnownYet() {
        return Verdict.pending(settings.pendingThrough || !registry);
    }

    /**
     * Where a schema is. One that is assigned to no server is at home everywhere, as it was before there was a registry;
     * so is any on a node whose server nobody has named or the registry doesn't know, for it can't know better.
     */
    private Verdict verdict(@Nullable Schema schema) {
        if (schema == null) {
            return notKnownYet(); // newer than the view, which is read again soon
        }
        if (!schema.enabled()) {
            return Verdict.disabled();
        }
        String server = schema.server();
        return server == null || own == null || server.equals(own) ? Verdict.here() : Verdict.elsewhere(server);
    }
}
