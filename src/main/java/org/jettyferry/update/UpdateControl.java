package org.jettyferry.update;

import java.time.Duration;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.store.detect.NodeHeartbeats;

/**
 * How a run of updates deals with what it meets.
 *
 * @param patience how long to wait for another process that updates the schema
 * @param doubt what to take for true of work that was cut off, and of which nobody can tell whether it is done
 * @param acceptNotRevertible whether updates that can't be taken back run although the folder refuses them
 * @param heartbeats the living nodes, under which a session store must not be upgraded
 */
public record UpdateControl(Duration patience, Doubt doubt, boolean acceptNotRevertible, NodeHeartbeats heartbeats) {
    /** Waits ten minutes, asks in doubt, and knows of no nodes. */
    public static UpdateControl defaults() {
        return new UpdateControl(Duration.ofMinutes(10), Doubt.ASK, false, NodeHeartbeats.NONE);
    }

    /** Returns the same with another answer to doubts. */
    public UpdateControl with(Doubt other) {
        return new UpdateControl(patience, other, acceptNotRevertible, heartbeats);
    }

    /** Returns the same with another patience. */
    public UpdateControl with(Duration other) {
        return new UpdateControl(other, doubt, acceptNotRevertible, heartbeats);
    }
}
