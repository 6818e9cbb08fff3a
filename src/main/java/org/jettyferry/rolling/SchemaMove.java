package org.jettyferry.rolling;

import java.time.Duration;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.RollingLock;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;
import org.jettyferry.registry.RollingStep;
import org.jettyferry.registry.Schema;
import org.jettyferry.store.transfer.TransferResult;

/**
 * Takes one schema to the new server, step by step. Each step is written down before it begins and may be repeated, so a process
 * that was killed goes on where it was. For one thread.
 */
final class SchemaMove {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RollingSite site;
    private final RollingOptions options;
    private final RollingRun run;
    private final RollingListener listener;
    private final RollingLock lock;

    SchemaMove(RollingSite site, RollingOptions options, RollingRun run, RollingListener listener, RollingLock lock) {
        this.site = site;
        this.options = options;
        this.run = run;
        this.listener = listener;
        this.lock = lock;
    }

    /** Returns the schema as it is at the end: done, or failed. */
    RollingSchema run(RollingSchema from) {
        lock.check();
        RollingSchema begin = from.begun(now());
        if (begin.step() == RollingStep.WAIT || from.state() == State.REVERTED) {
            begin = begin.at(RollingStep.COPY);
        }
        try (SchemaSessions sessions = new SchemaSessions(site, options, run, begin)) {
            return run(from, begin, sessions);
        }
    }

    /**
     * Returns a schema whose run was cut off while it was closed at the step to go on with. Somebody may have opened it by hand
     * since, and then the answers of the nodes are void: it is closed again. Not so once its sessions have arrived: then it
     * only has to be opened on the new server, and a failure must never give it back to the old one.
     */
    private static RollingSchema resumed(RollingSchema begin, SchemaSessions sessions) {
        return switch (begin.step()) {
            case DRAIN, UPDATE -> begin.at(RollingStep.CLOSE);
            case ARRIVE -> sessions.arrived() ? begin : begin.at(RollingStep.CLOSE);
            default -> begin;
        };
    }

    private RollingSchema run(RollingSchema from, RollingSchema begin, SchemaSessions sessions) {
        RollingSchema saved = from;
        RollingSchema at = begin;
        try {
            at = resumed(begin, sessions);
            while (at.step() != RollingStep.DONE) {
                lock.check();
                save(at);
                saved = at;
                listener.begins(at);
                at = next(at, sessions);
            }
            return end(at.ended(State.DONE, now(), ""));
        } catch (OperatorException e) {
            return failed(saved, at, sessions, e);
        } catch (OutOfMemoryError e) { // what filled the memory can be collected now
            return failed(saved, at, sessions, outOfMemory());
        } catch (RuntimeException e) { // a defect of Ferry, which must not leave the schema closed
            failed(saved, at, sessions, defect(e));
            throw e;
        }
    }

    /**
     * Decides what becomes of a schema that failed. A process that was asleep, or had lost the registry, must not: another one
     * may have gone on with the run since, and the schema may be at work on the new server.
     */
    private RollingSchema failed(
            RollingSchema saved, RollingSchema at, SchemaSessions sessions, OperatorException cause) {
        if (!lock.retake(PATIENCE) || !isAsLeft(saved)) {
            throw new OperatorException(
                    Kind.RESUMABLE,
                    at.name() + ": " + cause.getMessage()
                            + "; as this process had lost the lock of the rolling upgrade, it has left the schema as it is",
                    "See: ferry upgrade-schemata --status. If no other process goes on with it, run the same command again.",
                    cause);
        }
        return end(new FailedSchema(site, options, run).settle(at, sessions, cause, now()));
    }

    private boolean isAsLeft(RollingSchema saved) {
        RollingSchema now = site.registry().rollingRuns().schemata(run.id()).get(saved.position());
        return now.state() == saved.state()
                && now.step() == saved.step()
                && now.closedVersion().equals(saved.closedVersion());
    }

    private static OperatorException outOfMemory() {
        return new OperatorException(
                Kind.RESUMABLE,
                "the memory of this process, " + Runtime.getRuntime().maxMemory() / (1 << 20)
                        + " MB, is too small for a session or for so many of them at once",
                "Raise it with FERRY_JAVA_OPTS=-Xmx2g ferry or java -Xmx2g -jar jetty-ferry.jar, or move fewer schemata at a"
                        + " time (--parallel), and run the same command again.");
    }

    private static OperatorException defect(RuntimeException e) {
        return new OperatorException(
                Kind.FAILED,
                "unexpected error: " + e,
                "See where it comes from with --verbose, and report it. The same command goes on.");
    }

    private RollingSchema next(RollingSchema at, SchemaSessions sessions) {
        return switch (at.step()) {
            case WAIT -> at.at(RollingStep.COPY);
            case COPY -> copied(at, sessions);
            case CLOSE -> closed(at);
            case DRAIN -> drained(at);
            case UPDATE -> at.updated(site.updates().run(schema(at))).at(RollingStep.ARRIVE);
            case ARRIVE -> arrived(at, sessions);
            case OPEN -> opened(at);
            case LOOK -> looked(at);
            case LEAVE -> left(at, sessions);
            case DONE -> at;
        };
    }

    private RollingSchema copied(RollingSchema at, SchemaSessions sessions) {
        Schema schema = schema(at);
        site.updates().check(schema);
        tell(at, sessions.copy());
        sessions.prepare();
        return at.at(RollingStep.CLOSE);
    }

    /** A schema that is closed once more is counted from its first closing on. */
    private RollingSchema closed(RollingSchema at) {
        RollingSchema counted = at.closed().isPresent()
                ? at
                : at.counted(site.registry().requestCounts().of(at.name()));
        long version = site.registry()
                .schemata()
                .close(
                        at.name(),
                        "ferry upgrade-schemata " + run.id(),
                        options.park().toMillis());
        return counted.closed(now(), version).at(RollingStep.DRAIN);
    }

    private RollingSchema drained(RollingSchema at) {
        new Drain(site.registry(), run.from(), options.drain(), sentence -> listener.tell(at.name(), sentence))
                .await(at.name(), at.closedVersion().orElseThrow());
        new NewNodes(site.registry(), run.to(), options.look())
                .awaitVersion(at.closedVersion().orElseThrow(), "The schema is closed.");
        return at.at(RollingStep.UPDATE);
    }

    private RollingSchema arrived(RollingSchema at, SchemaSessions sessions) {
        TransferResult result = sessions.arrive();
        return at.withSessions(result.sessions(), result.refusals()).at(RollingStep.OPEN);
    }

    private RollingSchema opened(RollingSchema at) {
        site.registry().schemata().open(at.name(), run.to());
        return at.opened(now()).at(RollingStep.LOOK);
    }

    private RollingSchema looked(RollingSchema at) {
        new NewNodes(site.registry(), run.to(), options.look())
                .awaitVersion(
                        site.registry().version(), "The schema is open on the new server, and its sessions are there.");
        return at.at(RollingStep.LEAVE);
    }

    private static RollingSchema left(RollingSchema at, SchemaSessions sessions) {
        sessions.leave();
        return at.at(RollingStep.DONE);
    }

    private void tell(RollingSchema at, TransferResult copied) {
        if (copied.sessions() == 0
                && options.of().by() != SessionsOf.By.WEBAPP
                && options.sessions() == RollingOptions.Sessions.MIGRATE) {
            listener.tell(at.name(), "no session of the old store belongs to it by " + options.of());
        }
        if (copied.refusals() > 0) {
            listener.tell(
                    at.name(),
                    (copied.refusals() == 1 ? "1 session" : copied.refusals() + " sessions") + " cannot be migrated "
                            + copied.refused() + ": their users will have to log in again");
        }
    }

    private Schema schema(RollingSchema at) {
        return site.registry().schemata().named(at.name());
    }

    private void save(RollingSchema at) {
        site.registry().rollingRuns().save(at);
    }

    private RollingSchema end(RollingSchema at) {
        save(at);
        listener.ended(at);
        return at;
    }

    private long now() {
        return System.currentTimeMillis();
    }
}
