package org.jettyferry.node.routing;

import java.util.HashMap;
import java.util.Map;
import org.jettyferry.node.view.ContextRow;
import org.jettyferry.node.view.RegistryView;
import org.jettyferry.node.view.Schema;
import org.jspecify.annotations.Nullable;

/** The places that contexts can be at, kept in step with the registry and the settings. Thread-safe. */
final class Places {
    private final Place pending = new Place(Verdict.pending(true));
    private final Place unknown = new Place(Verdict.unknown());
    private final Place disabled = new Place(Verdict.disabled());
    private final Map<Long, Place> schemata = new HashMap<>();
    private RegistryView view = RegistryView.NONE;
    private RoutingSettings settings;
    private boolean registry = true;

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

    private void update() {
        pending.verdict(notKnownYet());
        schemata.forEach((id, place) -> place.verdict(verdict(view.schemata().get(id))));
    }

    private Verdict notKnownYet() {
        return Verdict.pending(settings.pendingThrough || !registry);
    }

    /**
     * Where a schema is. One that is assigned to no server is at home everywhere, as it was before there was a registry;
     * so is any on a node that wasn't told its server's name, for it can't know better.
     */
    private Verdict verdict(@Nullable Schema schema) {
        if (schema == null) {
            return notKnownYet(); // newer than the view, which is read again soon
        }
        if (!schema.enabled()) {
            return Verdict.disabled();
        }
        String server = schema.server();
        String own = settings.serverName;
        return server == null || own == null || server.equals(own) ? Verdict.here() : Verdict.elsewhere(server);
    }
}
