package org.jettyferry.guest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jettyferry.jetty.PathRule;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.VirtualHostRule;
import org.jspecify.annotations.Nullable;

/**
 * Translates the values of a row, except its attributes, between a node and the store. {@code ferry upgrade} does the
 * same in SQL ({@code store.plan.Conversion}). Immutable.
 */
final class RowValues {
    /** What generation 1 writes where a row has no interval of its own ({@code SessionTableSchema}). */
    private static final long NOT_SET = -999;

    private static final long MILLIS = 1000;

    private final RowConventions node;
    private final RowConventions store;
    private final long defaultMaxInterval;
    private final Map<String, String> storedPaths = new LinkedHashMap<>();
    private final Map<String, String> nodePaths = new LinkedHashMap<>();
    private final Map<String, String> storedHosts = new LinkedHashMap<>();
    private final Map<String, String> nodeHosts = new LinkedHashMap<>();

    RowValues(RowConventions node, RowConventions store, GuestOptions options) {
        this.node = node;
        this.store = store;
        this.defaultMaxInterval = options.defaultMaxInterval();
        for (String path : options.contextPaths()) {
            storedPaths.put(node.canonicalPath(path), store.canonicalPath(path));
            nodePaths.put(store.canonicalPath(path), node.canonicalPath(path));
        }
        for (String host : options.virtualHosts()) {
            storedHosts.put(node.hostRule().canonical(host), store.hostRule().canonical(host));
            nodeHosts.put(store.hostRule().canonical(host), node.hostRule().canonical(host));
        }
    }

    /** Returns the context path that the store has for one of the node. */
    @Nullable
    String storedPath(@Nullable String path) {
        return path == null ? null : path(path, node, store, storedPaths);
    }

    /** Returns the context path that the node has for one of the store. */
    @Nullable
    String nodePath(@Nullable String path) {
        return path == null ? node.rootContextPath() : path(path, store, node, nodePaths);
    }

    /** Returns the virtual host that the store has for one of the node. */
    @Nullable
    String storedHost(@Nullable String host) {
        return host == null ? null : host(host, node.hostRule(), store.hostRule(), storedHosts);
    }

    /** Returns the virtual host that the node has for one of the store. */
    @Nullable
    String nodeHost(@Nullable String host) {
        return host == null ? null : host(host, store.hostRule(), node.hostRule(), nodeHosts);
    }

    /** Returns the interval as the store has it. In seconds it is rounded up: no session must end early. */
    long storedInterval(long interval) {
        if (node.intervalUnit() == store.intervalUnit()) {
            return interval;
        }
        return interval > 0 ? (interval + MILLIS - 1) / MILLIS : Math.max(interval, -1);
    }

    /** Returns the interval as the node has it. */
    long nodeInterval(long interval) {
        if (node.intervalUnit() == store.intervalUnit()) {
            return interval;
        }
        long seconds = interval == NOT_SET ? defaultMaxInterval : interval;
        return seconds > 0 ? seconds * MILLIS : Math.max(seconds, -1);
    }

    /** Returns the worker name as the store has it: generation 1 fails on a row without one. */
    @Nullable
    String storedNode(@Nullable String worker) {
        return worker == null && store.lastNodeRequired() ? "" : worker;
    }

    private static String path(String path, RowConventions from, RowConventions to, Map<String, String> known) {
        String given = known.get(path);
        if (given != null) {
            return given;
        }
        if (path.equals(from.rootContextPath())) {
            return to.rootContextPath();
        }
        PathRule rule = from.pathRule();
        return rule == to.pathRule() ? path : to.pathRule().canonical(rule.plainestPath(path));
    }

    private static String host(String host, VirtualHostRule from, VirtualHostRule to, Map<String, String> known) {
        String given = known.get(host);
        if (given != null || from == to) {
            return given == null ? host : given;
        }
        if (to == VirtualHostRule.NAMES_ONLY) {
            return to.canonical(host);
        }
        return host.startsWith(".") ? "*" + host : host;
    }
}
