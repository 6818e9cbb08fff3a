package org.jettyferry.rolling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jettyferry.changelog.ChangeLogThreads;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.registry.RollingLock;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;
import org.jettyferry.registry.Schema;
import org.jettyferry.registry.Server;
import org.jettyferry.store.journal.Run;

/**
 * Takes the schemata of one server to another, with their sessions, while both serve requests. The package description has the
 * steps.
 */
public final class RollingUpgrade {
    private static final long COUNTED_MILLIS = 1_500;

    private final RollingSite site;
    private final RollingOptions options;
    private final RollingListener listener;
    private final Optional<Canary> canary;

    /** Makes it without a canary; connects to nothing yet. */
    public RollingUpgrade(RollingSite site, RollingOptions options, RollingListener listener) {
        this(site, options, listener, Optional.empty());
    }

    /**
     * Makes it; connects to nothing yet.
     *
     * @param canary goes first, and the others only when it is accepted; for a run that goes on, its own one
     */
    public RollingUpgrade(RollingSite site, RollingOptions options, RollingListener listener, Optional<Canary> canary) {
        this.site = site;
        this.options = options;
        this.listener = listener;
        this.canary = canary;
    }

    /**
     * Returns the schemata that a new run would take, in their order.
     *
     * @param from name of the server that they leave
     * @throws OperatorException if a name is unknown
     */
    public List<String> plan(String from, SchemaChoice choice) {
        List<String> chosen = choice.of(
                site.registry().schemata().on(from).stream().map(Schema::name).toList());
        return canary.map(first -> choice.first(first.schema(), chosen)).orElse(chosen);
    }

    /**
     * Returns everything that speaks against a run now. Changes nothing.
     *
     * @param from the server that the schemata leave
     * @param to the server that they go to
     */
    public List<OperatorException> refusals(Server from, Server to) {
        List<OperatorException> refusals = new ArrayList<>();
        collect(refusals, () -> new ServerNodes(site.registry(), to.name()).check("serve the schemata"));
        if (options.sessions() == RollingOptions.Sessions.MIGRATE) {
            collect(refusals, () -> new ServerStore(site, from).url());
            collect(refusals, () -> new ServerStore(site, to).url());
            collect(refusals, () -> new ServerNodes(site.registry(), from.name()).check("tell its release of Jetty"));
            if (refusals.isEmpty() && !from.sharesStoreWith(to)) {
                collect(refusals, () -> new ServerStore(site, from).check());
                collect(refusals, () -> new ServerStore(site, to).check());
            }
        }
        return refusals;
    }

    /**
     * Runs a rolling upgrade, or goes on with the one that has not ended.
     *
     * @param choice of schemata, for a new run
     * @return the run's schemata as they are at the end
     * @throws OperatorException if it is refused, or another process runs one
     */
    public List<RollingSchema> run(Server from, Server to, SchemaChoice choice, String words) {
        try (RollingLock lock = site.registry().rollingRuns().lock()) {
            RollingRun run = begin(from, to, choice, words);
            List<RollingSchema> ended = moved(run, lock);
            count(run);
            if (ended.stream().allMatch(RollingSchema::settled)) {
                site.registry().rollingRuns().end(run.id(), RollingRun.State.DONE);
            }
            return ended;
        }
    }

    /** A node without a heartbeat was killed, or it goes on serving what it read last, wherever a schema is by now. */
    private void tellOfUnseenNodes(Server from) {
        String unseen = new ServerNodes(site.registry(), from.name()).unseen();
        if (!unseen.isEmpty()) {
            listener.tell(
                    from.name(),
                    "nodes without a heartbeat: " + unseen
                            + "; if they still run, they serve moved schemata until they can"
                            + " read the registry again, unless registryLease is set there");
        }
    }

    private RollingRun begin(Server from, Server to, SchemaChoice choice, String words) {
        tellOfUnseenNodes(from);
        var before = site.registry().rollingRuns().unfinished();
        if (before.isPresent()) {
            RollingRun run = before.get();
            if (run.from().equals(from.name()) && run.to().equals(to.name())) {
                return run;
            }
            throw new OperatorException(
                    Kind.REFUSED,
                    "a rolling upgrade from " + run.from() + " to " + run.to() + " has not ended",
                    "Go on with it: ferry upgrade-schemata -n " + run.to() + " --from-server " + run.from()
                            + "; or give it up: --end. Nothing was changed.");
        }
        List<OperatorException> refusals = refusals(from, to);
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
        return site.registry()
                .rollingRuns()
                .begin(Run.newId(), from, to, Canary.words(words, canary), plan(from.name(), choice));
    }

    /** Counts what became of requests, when the nodes have had a second to say so. */
    private void count(RollingRun run) {
        List<RollingSchema> closed = site.registry().rollingRuns().schemata(run.id()).stream()
                .filter(schema -> schema.closed().isPresent())
                .toList();
        if (!closed.isEmpty()) {
            Pause.millis(COUNTED_MILLIS);
            closed.forEach(schema -> site.registry()
                    .rollingRuns()
                    .save(schema.counted(site.registry().requestCounts().of(schema.name()))));
        }
    }

    /** Lets the canary go first, if it has not been accepted. The nodes need not hurry while somebody looks at it. */
    private List<RollingSchema> moved(RollingRun run, RollingLock lock) {
        List<RollingSchema> schemata = site.registry().rollingRuns().schemata(run.id());
        if (Canary.pending(run, schemata).isPresent()) {
            RollingSchema first = inAHurry(() -> one(run, schemata.get(0), lock, new AtomicBoolean()));
            if (first.state() != State.DONE || !accepted()) { // a canary that failed stops the others, also with force
                return site.registry().rollingRuns().schemata(run.id());
            }
            lock.check();
        }
        return inAHurry(() -> all(run, lock));
    }

    private boolean accepted() {
        return canary.orElseThrow(() -> new IllegalStateException("nobody is there to accept the canary"))
                .accepted()
                .getAsBoolean();
    }

    private <T> T inAHurry(Supplier<T> work) {
        Hurry hurry = Hurry.begin(site.registry());
        try {
            return work.get();
        } finally {
            hurry.end();
        }
    }

    private List<RollingSchema> all(RollingRun run, RollingLock lock) {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Supplier<RollingSchema>> work = new ArrayList<>();
        for (RollingSchema schema : site.registry().rollingRuns().schemata(run.id())) {
            work.add(() -> one(run, schema, lock, stopped));
        }
        return new ChangeLogThreads(options.parallel()).each(work);
    }

    private RollingSchema one(RollingRun run, RollingSchema schema, RollingLock lock, AtomicBoolean stopped) {
        if (schema.settled() || stopped.get()) {
            return schema;
        }
        RollingSchema ended = new SchemaMove(site, options, run, listener, lock).run(schema);
        if (ended.state() != State.DONE && !options.force()) {
            stopped.set(true);
        }
        return ended;
    }

    private static void collect(List<OperatorException> refusals, Runnable check) {
        try {
            check.run();
        } catch (OperatorException e) {
            refusals.add(e);
        }
    }
}
