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
public record UpdateControl(Duration patience, Doubt doubt, boolean acceptNotRevertible, NodeHeartbeats heartbeats) {}
