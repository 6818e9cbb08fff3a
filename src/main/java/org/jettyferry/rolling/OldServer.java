package org.jettyferry.rolling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Node;
import org.jettyferry.registry.RequestCounts;
import org.jettyferry.registry.RollingLock;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Server;
import org.jettyferry.rolling.Farewell.Remark;

/**
 * The server that a rolling upgrade has left: whether it can go.
 *
 * @param site that it belongs to
 * @param server the old one
 */
public record OldServer(RollingSite site, Server server) {
    private static final int SHOWN = 12;

    /**
     * Returns the server that the last rolling upgrade has left.
     *
     * @throws OperatorException if there was none
     */
    public static Server ofLastRun(RollingSite site) {
        RollingRun run = site.registry()
                .rollingRuns()
                .last()
                .orElseThrow(() -> new OperatorException(
                        Kind.USAGE,
                        "there was no rolling upgrade yet, so the old server must be named",
                        "See: ferry server list."));
        return site.registry().servers().named(run.from());
    }

    /**
     * Looks whether the server can go. Changes nothing.
     *
     * @param quiet for how long nobody must have come by its address
     */
    public Farewell look(Duration quiet) {
        List<Remark> obstacles = new ArrayList<>();
        List<Remark> notes = new ArrayList<>();
        List<Schema> schemata = site.registry().schemata().on(server.name());
        schemata(schemata, obstacles);
        Optional<RollingRun> run = site.registry().rollingRuns().last();
        site.registry().rollingRuns().unfinished().ifPresent(open -> obstacles.add(unfinished(open)));
        List<Node> nodes = new ServerNodes(site.registry(), server.name()).living();
        nodes(nodes, obstacles, notes);
        visitors(quiet, obstacles, notes);
        Optional<OldStore> store = store(notes);
        store.ifPresent(rest -> rest(rest, notes));
        return new Farewell(server, schemata, nodes, run, store, obstacles, notes);
    }

    /**
     * Deletes the sessions that were set aside in its store.
     *
     * @return how many
     * @throws OperatorException if a rolling upgrade has not ended, or the registry does not know the store
     */
    public long purgeDeparted() {
        try (RollingLock lock = site.registry().rollingRuns().lock()) {
            Optional<RollingRun> open = site.registry().rollingRuns().unfinished();
            if (open.isPresent()) {
                Remark remark = unfinished(open.get());
                throw new OperatorException(Kind.REFUSED, remark.text(), remark.remedy() + " Nothing was changed.");
            }
            lock.check();
            return new ServerStore(site, server).departed().purge();
        }
    }

    private void schemata(List<Schema> schemata, List<Remark> obstacles) {
        if (!schemata.isEmpty()) {
            obstacles.add(new Remark(
                    (schemata.size() == 1 ? "a schema is" : schemata.size() + " schemata are")
                            + " still assigned to it: "
                            + some(schemata.stream().map(Schema::name).toList()),
                    "Move them: ferry upgrade-schemata -n NEW --from-server " + server.name() + "."));
        }
    }

    private static Remark unfinished(RollingRun run) {
        return new Remark(
                "the rolling upgrade " + run.id() + " from " + run.from() + " to " + run.to() + " has not ended",
                "Go on with it: ferry upgrade-schemata --resume; or give it up: ferry upgrade-schemata --end.");
    }

    private void nodes(List<Node> nodes, List<Remark> obstacles, List<Remark> notes) {
        List<Node> busy = nodes.stream().filter(node -> node.inFlight() > 0).toList();
        if (!busy.isEmpty()) {
            obstacles.add(new Remark(
                    "its nodes still work on requests: "
                            + some(busy.stream()
                                    .map(node -> node.inFlight() + " on " + node.host())
                                    .toList()),
                    "Wait until they have ended, and ask again."));
        }
        if (!nodes.isEmpty()) {
            notes.add(new Remark(
                    "its nodes redirect users who come by the old address: "
                            + some(nodes.stream().map(Node::host).toList()),
                    "On each node's status page ferry_requests_total{outcome=\"redirected\"} counts them, and recent says for"
                            + " which contexts; stop the nodes when nobody comes any more."));
        }
    }

    /** Who still comes by the old address: the nodes have counted whom they have sent away. */
    private void visitors(Duration quiet, List<Remark> obstacles, List<Remark> notes) {
        long now = site.registry().rollingRuns().now();
        List<RequestCounts.SchemaRequests> redirected = site.registry().requestCounts().on(server.name()).stream()
                .filter(schema -> schema.lastRedirect().isPresent())
                .toList();
        if (redirected.isEmpty()) {
            return;
        }
        String who = some(redirected.stream()
                .map(schema -> schema.redirected() + " of " + schema.schema() + ", the last one "
                        + minutes(now - schema.lastRedirect().getAsLong()) + " ago")
                .toList());
        long last = redirected.stream()
                .mapToLong(schema -> schema.lastRedirect().getAsLong())
                .max()
                .orElse(0);
        if (now - last < quiet.toMillis()) {
            obstacles.add(new Remark(
                    "users came by the old address in the last " + minutes(quiet.toMillis()) + ". Requests redirected: "
                            + who,
                    "Point the first balancer to the new nodes, and ask again when nobody has come for a while; or say how"
                            + " long that is: --quiet-time 10m."));
        } else {
            notes.add(new Remark("requests redirected to another server so far: " + who, "Nobody comes any more."));
        }
    }

    private static String minutes(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private Optional<OldStore> store(List<Remark> notes) {
        if (server.storeUrl().isEmpty()) {
            notes.add(new Remark(
                    "the registry does not know its session store",
                    "To look into it: ferry server store " + server.name() + " jdbc:…."));
            return Optional.empty();
        }
        List<String> others = site.registry().servers().list("*").stream()
                .filter(other -> other.id() != server.id())
                .filter(other -> other.sharesStoreWith(server))
                .map(Server::name)
                .toList();
        if (!others.isEmpty()) {
            notes.add(new Remark("its session store is that of " + some(others) + " too", "The store must stay."));
            return Optional.empty();
        }
        try {
            return Optional.of(OldStore.of(new ServerStore(site, server)));
        } catch (OperatorException e) {
            notes.add(new Remark("its session store could not be looked at: " + e.getMessage(), e.remedy()));
            return Optional.empty();
        }
    }

    private void rest(OldStore store, List<Remark> notes) {
        if (store.leftRows() > 0) {
            notes.add(new Remark(
                    "sessions are still in its store: " + counts(store.left()),
                    "They belong to web applications that have not moved, or were left on purpose: their users have to log"
                            + " in again."));
        }
        if (store.departedRows() > 0) {
            notes.add(new Remark(
                    "sessions that have left wait in ferry_departed_session of its store: "
                            + counts(store.departedByPath())
                            + (store.refusedRows() == 0
                                    ? ""
                                    : "; of them " + store.refusedRows() + " could not be migrated"),
                    "When nobody needs them any more: ferry finish " + server.name() + " --purge-departed."));
        }
    }

    private static String counts(Map<String, Long> counts) {
        return some(counts.entrySet().stream()
                .map(entry -> entry.getValue() + " of " + (entry.getKey().isEmpty() ? "/" : entry.getKey()))
                .toList());
    }

    private static String some(List<String> names) {
        return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
