/**
 * Computes what to do with the requests of a context, before any request needs it.
 *
 * <p>A request must not compute anything: it reads one field. So the decision is an immutable object, and the
 * contexts of a schema share one {@link org.jettyferry.node.decision.SharedDecision} that holds it:
 *
 * <pre>
 *   context 1 ──┐
 *   context 2 ──┼──▶ SharedDecision of schema 7 ──▶ Decision (here | elsewhere, server | disabled | wrong version | pending)
 *   context 3 ──┘            ▲
 *                            └── SchemaDecisions writes it when the registry or the settings change
 * </pre>
 *
 * A million contexts move with one volatile write. The rules, in this order:
 *
 * <ol>
 *   <li>the context itself is disabled: <em>disabled</em>;
 *   <li>its schema is not in the snapshot yet: <em>pending</em>;
 *   <li>its schema is disabled: <em>disabled</em>;
 *   <li>another server has it, and this node knows its own: <em>elsewhere</em>;
 *   <li>this server has it, and the lease has expired: <em>pending</em>;
 *   <li>its version is outside the range that this node works with ({@code VersionGate}): <em>wrong version</em>;
 *   <li>otherwise, also for a schema without a server: <em>here</em>.
 * </ol>
 *
 * <p>A {@code SchemaWatch} learns of each change, and runs before a schema that was closed here is opened: what was kept
 * in memory while others may have changed it must go before the first request is let in.
 *
 * <p>Thread-safety: {@code SchemaDecisions} is synchronized, and requests never call it; they read a
 * {@code SharedDecision}.
 *
 * <p>Hazards: a schema that is newer than the snapshot is <em>pending</em>, never <em>here</em>. A server name that the
 * registry does not know must not put every context elsewhere.
 *
 * <p>This package knows the registry's snapshot and nothing of requests. The cache and the request path build on it.
 */
@NullMarked
package org.jettyferry.node.decision;

import org.jspecify.annotations.NullMarked;
