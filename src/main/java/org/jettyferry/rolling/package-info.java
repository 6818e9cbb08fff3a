/**
 * The whole rolling upgrade: takes the schemata of an old server to a new one, schema by schema, under load, with their sessions.
 *
 * <p>{@link org.jettyferry.rolling.RollingUpgrade} is the entrance. It holds the lock of rolling upgrades, and moves each schema
 * by {@code SchemaMove}:
 *
 * <pre>{@code
 *   step     the schema is        does                                                 a kill here leaves
 *   COPY     open, old server     pre-flight checks; sessions to the waiting room,     copies that nobody sees
 *                                 and into the new table, not committed
 *   CLOSE    closed               one row of the registry; nodes park its requests     the schema closed
 *   DRAIN    closed               waits for the answer of every old node               the schema closed
 *   UPDATE   closed               its updates                                          some updates done
 *   ARRIVE   closed               what has changed since the copy; all sessions are    nothing, or all of it
 *                                 seen with one commit
 *   OPEN     open, new server     one row of the registry                              nothing, or the schema open
 *   LOOK     open, new server     waits until the new nodes have seen it               nothing to mend
 *   LEAVE    open, new server     the old store's rows are set aside                   rows that wait there
 * }</pre>
 *
 * <p>Each step is written down in the registry before it begins and may be repeated. The same command after a kill goes on with
 * the step that was written last; {@code --status} shows it.
 *
 * <p>Users wait from CLOSE to OPEN: their requests are parked. That time holds one look of the nodes at the registry, the end of
 * the requests in flight, what the nodes have to write, the updates, and the difference of the sessions since the copy.
 *
 * <p>Hazards. A schema must not be opened on the old server once its sessions have arrived: {@code FailedSchema} decides that.
 * Nodes poll by themselves, so nothing here may assume that a change is seen before the node has said so.
 */
@NullMarked
package org.jettyferry.rolling;

import org.jspecify.annotations.NullMarked;
