package org.jettyferry.node.sessions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.registry.ContextRow;
import org.jettyferry.node.route.Router;

/** The web applications of a node, and which of them may hold sessions of a schema. Thread-safe. */
final class Webapps {
    private final Map<Object, Webapp> webapps = new ConcurrentHashMap<>();
    private final Router routing;

    Webapps(Router routing) {
        this.routing = routing;
    }

    /** Adds a web application under a key of its own. */
    void add(Object key, Webapp webapp) {
        webapps.put(key, webapp);
    }

    void remove(Object key) {
        webapps.remove(key);
    }

    /** Returns whether a web application belongs to one schema, because it is one context. */
    boolean apart() {
        return routing.webappFirst();
    }

    /** Returns the web applications that may hold sessions of any of these schemata. */
    List<Webapp> of(Collection<Long> schemata) {
        boolean apart = apart();
        List<Webapp> found = new ArrayList<>(webapps.values());
        if (apart) {
            found.removeIf(webapp -> !belongs(webapp, schemata));
        }
        return found;
    }

    /** Returns the web applications that hold sessions of these schemata alone; none where tenants share web applications. */
    List<Webapp> onlyOf(Collection<Long> schemata) {
        List<Webapp> found = new ArrayList<>();
        if (apart()) {
            found.addAll(webapps.values());
            found.removeIf(webapp -> !belongs(webapp, schemata));
        }
        return found;
    }

    private boolean belongs(Webapp webapp, Collection<Long> schemata) {
        ContextRow row = routing.context(webapp.context);
        return row != null && schemata.contains(row.schemaId());
    }

    /** Returns which schemata still have requests in flight here; all if it is not known yet whose a web application is. */
    Set<Long> draining(Set<Long> all) {
        boolean unknown = apart() && webapps.values().stream().anyMatch(this::isUnknown);
        Set<Long> draining = routing.drainingSchemata();
        return unknown ? all : all.stream().filter(draining::contains).collect(Collectors.toSet());
    }

    /** Returns the requests that wait in the filter for some schemata. */
    HeldRequests held(Collection<Long> schemata) {
        return new HeldRequests(schemata, routing.parking()::sendHeldAgain);
    }

    private boolean isUnknown(Webapp webapp) {
        return routing.context(webapp.context) == null && routing.state(webapp.context) == ContextState.PENDING;
    }
}
