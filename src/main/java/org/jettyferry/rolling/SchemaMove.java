package org.jettyferry.rolling;

import org.jettyferry.jdbc.OperatorException;
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
    private final RollingSite site;
    private final RollingOptions options;
    private final RollingRun run;
    private final RollingListener listener;
    private final Runnable lockCheck;

    /** @param lockCheck throws if this process has lost the lock of rolling upgrades */
    SchemaMove(RollingSite site, RollingOptions options, RollingRun run, RollingListener listener, Runnable lockCheck) {
        this.site = site;
        this.options = options;
        this.run = run;
        this.listener = listener;
        this.lockCheck = lockCheck;
    }

    /** Returns the schema as it is at the end: done, or failed. */
    RollingSchema run(RollingSchema from) {
        RollingSchema begin = from.begun(now());
        if (begin.step() == RollingStep.WAIT || from.state() == State.REVERTED) {
            begin = begin.at(RollingStep.COPY);
        }
        try (SchemaSessions sessions = new SchemaSessions(site, options, run, begin)) {
            return run(begin, sessions);
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

    private RollingSchema run(RollingSchema begin, SchemaSessions sessions) {
        RollingSchema at = begin;
        try {
            at = resumed(begin, sessions);
            while (at.step() != RollingStep.DONE) {
                lockCheck.run();
                save(at);
                listener.begins(at);
                at = next(at, sessions);
            }
            return end(at.ended(State.DONE, now(), ""));
        } catch (OperatorException e) {
            return end(new FailedSchema(site, options, run).settle(at, sessions, e, now()));
        }
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
