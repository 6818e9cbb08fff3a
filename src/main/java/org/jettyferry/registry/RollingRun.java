package org.jettyferry.registry;

import java.util.OptionalLong;

/**
 * A rolling upgrade of a site from one server to another.
 *
 * @param id of the run
 * @param from name of the server that the schemata leave
 * @param to name of the server that they go to
 * @param options as they were given, in one line
 * @param state of the run
 * @param startedMillis when it began, in milliseconds since 1970
 * @param endedMillis when it ended, in milliseconds since 1970; empty if it has not
 */
public record RollingRun(
        String id, String from, String to, String options, State state, long startedMillis, OptionalLong endedMillis) {
    /** How far a run is. */
    public enum State {
        RUNNING,
        DONE,
        /** It was given up; what it has moved stays moved. */
        ENDED
    }
}
