/**
 * What this node knows of the registry: read by one background thread over one connection, never by a request.
 *
 * <p>{@link org.jettyferry.node.registry.RegistryPoller} is that thread. It asks for the version number, and only where that
 * has changed for servers and schemata, which become a new {@link org.jettyferry.node.registry.RegistrySnapshot}. Names that
 * requests wait for are looked up by the same thread, up to 1024 in one query. What it finds goes to a
 * {@link org.jettyferry.node.registry.ContextDirectory}, whose other side requests read. {@code HeartbeatWriter} writes that the
 * node lives, which version it obeys and what is left to drain; {@code DeletionSweep} finds contexts that were removed, which
 * leave no mark.
 *
 * <p>Hazards: a registry that cannot be read changes nothing, and what it said last stays in force; only the lease limits
 * that. A table that was never made is an answer, an error is none. DriverLocator of a web application must not outlive it:
 * {@code DriverLocator} takes them back. Messages of drivers quote the URL: they are shown only through the address, which
 * masks its secrets. The clock is always the database's.
 */
@NullMarked
package org.jettyferry.node.registry;

import org.jspecify.annotations.NullMarked;
