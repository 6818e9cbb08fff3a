package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.jettyferry.node.answer.SitePages;
import org.jettyferry.node.guard.GuardReport;
import org.jettyferry.node.registry.NodeIdentity;
import org.jettyferry.node.registry.NodeState;
import org.jettyferry.node.registry.RegistryLease;
import org.jettyferry.node.registry.RegistryPoller;
import org.jettyferry.node.registry.SchemaRelease;
import org.jettyferry.node.registry.SpareConnection;
import org.jettyferry.node.route.Router;
import org.jettyferry.node.route.RoutingSettings;
import org.jettyferry.node.sessions.LoadedSession;
import org.jettyferry.node.sessions.SessionKeeper;
import org.jettyferry.node.settings.NodeSettings;
import org.jettyferry.node.settings.PageFiles;
import org.jettyferry.node.settings.SettingsWatch;
import org.jettyferry.node.status.JmxEntry;
import org.jettyferry.node.status.NodeStatus;
import org.jettyferry.node.status.StatusPages;
import org.jettyferry.node.ticket.TicketOffice;
import org.jspecify.annotations.Nullable;

/**
 * The state that web applications share if they see this class and use the same settings file: the settings, the
 * contexts known from the registry, and the threads that keep both up to date. It lives from the first {@link #join}
 * to the last {@link #leave}. Thread-safe.
 */
final class Node {
    private static final Logger LOG = Logger.getLogger(Node.class.getName());
    private static final Map<List<Path>, Node> NODES = new HashMap<>();

    /** The routers of all nodes, for the requests of a server, which take no lock. */
    private static volatile Router[] routers = {};

    private final List<Path> key;
    private final SettingsWatch watch;
    private final Router routing;
    private final RegistryPoller poller;
    private final RegistryLease lease;
    private final SessionKeeper sessions;
    private final LoadedSession loadedSession = new LoadedSession();
    private final TicketOffice tickets = new TicketOffice(this::spare);
    private final SharedTables sharedTables = new SharedTables();
    private final GuardReport guard = new GuardReport();
    private final SitePages sitePages = new SitePages();
    private final PageFiles pageFiles = new PageFiles(sitePages::put);
    private final StatusPages pages;
    private final JmxEntry jmx;
    private final DeclaredVersions declared = new DeclaredVersions();
    private volatile List<String> unusable = Collections.emptyList();
    private boolean hinted;
    private int members;

    private Node(List<Path> candidates, NodeIdentity identity) {
        key = candidates;
        watch = new SettingsWatch(candidates, System.getenv());
        routing = new Router(understood(watch.settings(), RoutingSettings.DEFAULTS));
        poller = new RegistryPoller(routing, identity, watch.settings().poller(), this::state, this::released);
        sessions = new SessionKeeper(routing, poller::wake);
        routing.watch(sessions);
        routing.tickets(tickets);
        routing.registryRequired(watch.settings().poller().required());
        routing.onWanted(poller::wake, () -> poller.state().problem().isEmpty());
        lease = new RegistryLease(poller.state(), routing::leaseHeld);
        NodeStatus status = new NodeStatus(identity, watch, routing, poller.state(), guard);
        pages = new StatusPages(status);
        jmx = JmxEntry.of(status);
    }

    /**
     * Joins a web application to its node; the first one starts the node.
     *
     * @param file the settings file that the web application configures; null if it configures none
     */
    static Node join(ServletContext webapp, @Nullable String file) {
        List<Path> candidates = SettingsPlaces.of(file, System.getenv());
        synchronized (NODES) {
            Node node = NODES.get(candidates);
            if (node == null) {
                node = new Node(candidates, JettyVersion.identity(webapp));
                NODES.put(candidates, node);
                listRouters();
                node.enter(webapp);
                node.start();
            } else {
                node.enter(webapp);
            }
            node.members++;
            return node;
        }
    }

    /** Removes a web application that has joined; the last one ends the node. Waits four seconds at most. */
    void leave(ServletContext webapp) {
        synchronized (NODES) {
            members--;
            if (members == 0) {
                NODES.remove(key);
                listRouters();
                routing.parking().close();
                jmx.close();
                watch.stop();
                lease.stop();
                tickets.close();
                sessions.stop();
                poller.stop();
            } else {
                declared.remove(webapp);
                declare();
            }
            sessions.leave(webapp);
            sharedTables.remove(webapp);
            sitePages.leave(webapp);
            poller.forget(webapp.getClassLoader());
        }
    }

    /** Returns whether requests of any context are to be parked now. Each request asks: no lock, nothing allocated. */
    static boolean anyParks() {
        for (Router router : routers) {
            if (router.anyParks()) {
                return true;
            }
        }
        return false;
    }

    private static void listRouters() {
        routers = NODES.values().stream().map(Node::routing).toArray(Router[]::new);
    }

    Router routing() {
        return routing;
    }

    /** Returns what the guard does with the web applications of this node. */
    GuardReport guard() {
        return guard;
    }

    /** Returns who notes that Jetty has loaded a session. */
    LoadedSession loadedSession() {
        return loadedSession;
    }

    /** Returns who gives and takes tickets. */
    TicketOffice tickets() {
        return tickets;
    }

    /** Returns the status pages of the node. */
    StatusPages pages() {
        return pages;
    }

    private void enter(ServletContext webapp) {
        poller.use(webapp.getClassLoader());
        sitePages.enter(webapp);
        sessions.enter(webapp);
        sharedTables.add(webapp);
        declared.add(webapp);
        declare();
    }

    private void declare() {
        routing.declare(declared.range());
        report();
    }

    private void start() {
        hint(watch.settings());
        poller.start(pages::lookedUp);
        lease.configure(routing.settings().registryLease());
        sharedTables.configure(routing.settings().sharedTables());
        watch.start(this::changed, this::look);
    }

    private void changed(NodeSettings settings) {
        routing.registryRequired(settings.poller().required());
        routing.settings(understood(settings, routing.settings()));
        lease.configure(routing.settings().registryLease());
        sharedTables.configure(routing.settings().sharedTables());
        poller.configure(settings.poller());
        hint(settings);
    }

    private void look() {
        if (pageFiles.look()) {
            report();
        }
    }

    private SpareConnection spare() {
        return poller.spare();
    }

    private Collection<SchemaRelease> released() {
        return sessions.released();
    }

    private NodeState state() {
        return new NodeState(
                routing.settings().unknownContext(),
                guard.state(),
                String.join("; ", guard.closed().values()),
                routing.schemaVersions().toString(),
                routing.settings().clusterName(),
                loadedSession.isSeen());
    }

    private RoutingSettings understood(NodeSettings settings, RoutingSettings previous) {
        List<String> problems = new ArrayList<>();
        RoutingSettings understood = RoutingSettings.from(settings.values(), previous, problems::add);
        tickets.configure(settings.values(), problems::add);
        pageFiles.configure(settings.values());
        unusable = problems;
        report();
        return understood;
    }

    /** Reports what is not usable in the settings, and in what the web applications declare. */
    private void report() {
        List<String> problems = new ArrayList<>(unusable);
        problems.addAll(pageFiles.problems());
        problems.addAll(declared.problems());
        watch.report(problems);
    }

    private void hint(NodeSettings settings) {
        if (settings.poller().registry() == null && !hinted) {
            hinted = true;
            LOG.warning("no registry is configured, so every request is let through; to change that, set serverName,"
                    + " ferry.registry.url, ferry.registry.user and ferry.registry.passwordFile in "
                    + (watch.file() == null ? "one of " + key : watch.file()) + ", which needs no restart");
        }
    }
}
