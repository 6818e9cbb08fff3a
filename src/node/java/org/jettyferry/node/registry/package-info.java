/**
 * Reads the registry: one background thread over one connection, never a request.
 *
 * <p>{@link org.jettyferry.node.registry.RegistryPoller} is that thread. It asks for the version number, and only
 * where that has changed for servers and schemata, which become a new
 * {@link org.jettyferry.node.registry.RegistrySnapshot}. Names that requests wait for are looked up by the same
 * thread, up to 1024 in one query. What it finds goes to a {@link org.jettyferry.node.registry.ContextDirectory},
 * whose other side requests read. {@code HeartbeatWriter} writes that the node lives, which version it has applied
 * and what is left to drain, {@code NodeStateWriter} what the node does with requests that the registry does not decide,
 * {@code ReleaseWriter} for which disabled schemata it has let go of the sessions; {@code DeletionSweep} finds removed
 * contexts.
 *
 * <pre>
 *   one round of the thread                       then it sleeps
 *   ┌────────┬──────────────┬───────┬───────────┐
 *   │ version│ wanted names │ sweep │ heartbeat │──▶ until the next poll is due, or a name is wanted
 *   └────────┴──────────────┴───────┴───────────┘
 *        │ failed: close the connection          ──▶ 0.25 s, doubling up to 5 s, randomized
 * </pre>
 *
 * <p>How a move reaches the nodes: the tool changes a row and increases the version in one transaction; within a poll
 * interval each node sees the new version, applies the snapshot with one write per schema, and reports that version
 * with its next heartbeat, which is due at once. So the tool needs no connection to any node. While a run is on
 * ({@code busy_until_ms}), a poll interval is 50 ms at most.
 *
 * <p>Thread-safety: everything belongs to the poller's thread, except for {@code RegistryPoller},
 * {@code RegistryState}, {@code DriverLocator} and {@code RegistryLease}, which say so.
 *
 * <p>Hazards: a registry that cannot be read changes nothing, and the last snapshot stays in force; only the lease
 * limits that. A missing table is an answer while the registry was never read, any other error is an outage. A driver
 * of a web application must not outlive it: {@code DriverLocator} releases them. Messages of drivers quote the URL;
 * show them only through {@code RegistryAddress.hidden}, which masks secrets. Never compare with the clock of this
 * machine: the clock is always the database's.
 */
@NullMarked
package org.jettyferry.node.registry;

import org.jspecify.annotations.NullMarked;
