package org.jettyferry.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Context;
import org.jettyferry.registry.Contexts;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.store.transfer.AttributeChoice;
import org.jettyferry.store.transfer.HostChoice;
import org.jettyferry.store.transfer.SessionChoice;
import org.jettyferry.store.transfer.SessionTransfer;
import org.jettyferry.store.transfer.SharedWebApps;
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

    /** Puts the copies in beforehand, unseen, where that is possible: then they arrive quickly. */
    void prepare() {
        open();
        transfer.ifPresent(SessionTransfer::prepare);
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
        ServerStore from = store(run.from());
        ServerStore to = store(run.to());
        Optional<SessionChoice> choice = choice();
        if (choice.isPresent() && !from.server().sharesStoreWith(to.server())) {
            transfer = Optional.of(SessionTransfer.open(
                    run.id() + "-" + schema.position(), from.end(), to.end(), choice.get(), options.codec()));
        }
        opened = true;
    }

    private ServerStore store(String server) {
        return new ServerStore(site, site.registry().servers().named(server));
    }

    /** Returns which sessions belong to the schema; empty if it has no contexts. */
    private Optional<SessionChoice> choice() {
        List<Context> contexts = new ArrayList<>();
        site.registry()
                .contexts()
                .list(
                        new Contexts.Filter(Optional.empty(), Optional.of(schema.name()), Optional.empty()),
                        contexts::add);
        if (contexts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (options.of().by()) {
                    case WEBAPP -> new WebAppChoice(contextPaths(contexts));
                    case HOST -> new HostChoice(names(contexts, false));
                    case ATTRIBUTE ->
                        new AttributeChoice(
                                options.of().argument(),
                                contexts.stream()
                                        .flatMap(context -> context.names().stream())
                                        .collect(Collectors.toSet()));
                    case SHARED -> new SharedWebApps(options.of().paths());
                });
    }

    /** Returns the web applications of contexts: a context that is one has its context path among its names. */
    private List<String> contextPaths(List<Context> contexts) {
        List<String> others = contexts.stream()
                .filter(context -> names(List.of(context), true).isEmpty())
                .map(Context::id)
                .toList();
        if (!others.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "of " + others.size() + " contexts of the schema " + schema.name()
                            + " the registry does not know the web application, for example " + others.get(0),
                    "Where each context is a web application of its own, add its context path as a name (ferry context add)."
                            + " Else say by what a session belongs to a context: --sessions-of host, attribute:NAME or"
                            + " shared:/PATH. Or let users log in again: --sessions leave. Nothing was changed.");
        }
        return names(contexts, true);
    }

    private static List<String> names(List<Context> contexts, boolean paths) {
        return contexts.stream()
                .flatMap(context -> context.names().stream())
                .filter(name -> name.startsWith("/") == paths)
                .toList();
    }
}
