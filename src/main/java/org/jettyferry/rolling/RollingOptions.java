package org.jettyferry.rolling;

import java.time.Duration;
import org.jettyferry.store.plan.MigrationOptions;

/**
 * How a rolling upgrade goes.
 *
 * @param sessions what becomes of the sessions
 * @param of by what a session belongs to a context
 * @param codec how they are rewritten
 * @param onFailure what becomes of a schema that fails
 * @param enableFailed whether a schema that failed is opened on the new server all the same
 * @param force whether the other schemata go on when one has failed
 * @param park how long a node parks a request of a closed schema
 * @param drain how long to wait for the nodes to let go of a schema
 * @param look how long to wait for the new nodes to serve it
 * @param parallel how many schemata go at a time
 */
public record RollingOptions(
        Sessions sessions,
        SessionsOf of,
        MigrationOptions codec,
        OnFailure onFailure,
        boolean enableFailed,
        boolean force,
        Duration park,
        Duration drain,
        Duration look,
        int parallel) {

    /** What becomes of the sessions of a schema. */
    public enum Sessions {
        /** They go along. */
        MIGRATE,
        /** They stay in the old store, and users log in again. */
        LEAVE
    }

    /** What becomes of a schema that fails. */
    public enum OnFailure {
        /** It is opened on the old server, unless its updates have begun or its sessions have arrived. */
        AUTO,
        /** It stays closed. */
        KEEP,
        /** It is opened on the old server, unless its sessions have arrived. */
        REVERT
    }
}
