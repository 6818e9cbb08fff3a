package org.jettyferry.rolling;

import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.registry.RollingRun;
import org.jettyferry.registry.RollingSchema;
import org.jettyferry.registry.RollingSchema.State;
import org.jettyferry.registry.RollingStep;

/**
 * Decides what becomes of a schema that failed. It never goes back to the old server once its sessions have arrived at the new
 * one: users would find an older state of theirs there.
 */
record FailedSchema(RollingSite site, RollingOptions options, RollingRun run) {
    RollingSchema settle(RollingSchema at, SchemaSessions sessions, OperatorException cause, long now) {
        String message = cause.getMessage() + ". " + cause.remedy();
        if (at.step().compareTo(RollingStep.CLOSE) < 0) {
            return at.ended(State.REVERTED, now, message); // it was never closed
        }
        try {
            if (options.enableFailed()) {
                site.registry().schemata().open(at.name(), run.to());
                return at.opened(now).ended(State.FAILED, now, message);
            }
            if (mayReturn(at, sessions)) {
                site.registry().schemata().open(at.name(), run.from());
                return at.opened(now).ended(State.REVERTED, now, message);
            }
            return at.ended(State.FAILED, now, message);
        } catch (OperatorException e) {
            return at.ended(State.FAILED, now, message + " Besides: " + e.getMessage() + ".");
        }
    }

    private boolean mayReturn(RollingSchema at, SchemaSessions sessions) {
        boolean early = at.step().compareTo(RollingStep.UPDATE) < 0;
        boolean wanted = switch (options.onFailure()) {
            case KEEP -> false;
            case REVERT -> at.step().compareTo(RollingStep.OPEN) < 0;
            case AUTO -> early;
        };
        return wanted && (early || !sessions.arrived());
    }
}
