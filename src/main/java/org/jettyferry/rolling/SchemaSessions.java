package org.jettyferry.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.registry.Context;
import org.jettyferry.registry.Contexts;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.Server;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.transfer.SessionTransfer;
import org.jettyferry.store.transfer.TransferEnd;
import org.jettyferry.store.transfer.TransferResult;
import org.jettyferry.store.transfer.WebAppChoice;

/**
 * The sessions of one schema on their way to the new server. Connects to the stores when it is asked first. Does nothing if the
 * sessions are to stay, the schema has no contexts, or both servers use the same store. For one thread.
 */
final class SchemaSessions implements AutoCloseable {
    private static final TransferResult NONE = new TransferResult(0, 0, 0, Map.of());

    private final RollingSite site;
    private final RollingOptions options;
    private final RollingRun run;
    private final RollingSchema schema;
    private Optional<SessionTransfer> transfer = Optional.empty();
    private boolean opened;

    SchemaSessions(RollingSite site, RollingOptions options, RollingRun run, RollingSchema schema) {
        this.site = site;
        this.options = options;
        this.run = run;
        this.schema = schema;
    }

    TransferResult copy() {
        open();
        return transfer.map(SessionTransfer::copy).orElse(NONE);
    }

    TransferResult arrive() {
        open();
        return transfer.map(SessionTransfer::arrive).orElse(NONE);
    }

    /** Returns whether the sessions are in the new store, so that the old server must not get the schema back. */
    boolean arrived() {
        open();
        return transfer.map(SessionTransfer::arrived).orElse(false);
    }

    void leave() {
        open();
        transfer.ifPresent(SessionTransfer::leave);
        transfer.ifPresent(SessionTransfer::forget);
    }

    @Override
    public void close() {
        transfer.ifPresent(SessionTransfer::close);
        transfer = Optional.empty();
        opened = false;
    }

    private void open() {
        if (opened || options.sessions() == RollingOptions.Sessions.LEAVE) {
            return;
        }
        Server from = site.registry().servers().named(run.from());
        Server to = site.registry().servers().named(run.to());
        List<String> contextPaths = contextPaths();
        if (!contextPaths.isEmpty() && !url(from).equals(url(to))) {
            transfer = Optional.of(SessionTransfer.open(
                    run.id() + "-" + schema.position(),
                    end(from),
                    end(to),
                    new WebAppChoice(contextPaths),
                    options.codec()));
        }
        opened = true;
    }

    private TransferEnd end(Server server) {
        JettyRelease release = new ServerNodes(site.registry(), server.name())
                .release()
                .orElseThrow(() -> new OperatorException(
                        Kind.RESUMABLE,
                        "no living node tells which release of Jetty the server " + server.name() + " runs",
                        "Start one of its nodes, and run the same command again."));
        return new TransferEnd(site.databases().apply(url(server)), StoreNames.defaults(), release);
    }

    static String url(Server server) {
        return server.storeUrl()
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "the registry does not know where the sessions of the server " + server.name() + " are",
                        "Say it: ferry server store " + server.name()
                                + " jdbc:…; or let users log in again: --sessions leave. Nothing was changed."));
    }

    /** Returns the web applications of the schema's contexts: a context that is one has its context path among its names. */
    private List<String> contextPaths() {
        List<String> paths = new ArrayList<>();
        List<String> others = new ArrayList<>();
        site.registry()
                .contexts()
                .list(
                        new Contexts.Filter(Optional.empty(), Optional.of(schema.name()), Optional.empty()),
                        context -> (hasPath(context) ? paths : others)
                                .addAll(hasPath(context) ? paths(context) : List.of(context.id())));
        if (!others.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "of " + others.size() + " contexts of the schema " + schema.name()
                            + " the registry does not know the web application, for example " + others.get(0),
                    "Sessions can go along where each context is a web application of its own: add its context path as a"
                            + " name (ferry context add). Or let users log in again: --sessions leave. Nothing was changed.");
        }
        return paths;
    }

    private static boolean hasPath(Context context) {
        return !paths(context).isEmpty();
    }

    private static List<String> paths(Context context) {
        return context.names().stream().filter(name -> name.startsWith("/")).toList();
    }
}
