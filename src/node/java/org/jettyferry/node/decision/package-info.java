/**
 * Computes what to do with the requests of a context, before any request needs it.
 *
 * <p>A request must not compute anything: it reads one field. So the decision is an immutable object, and the
 * contexts of a schema share one {@link org.jettyferry.node.decision.SharedDecision} that holds it:
 *
 * <pre>
 *   context 1 ──┐
 *   context 2 ──┼──▶ SharedDecision of schema 7 ──▶ Decision (here | elsewhere, server | disabled | pending)
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
 *   <li>the schema has no server, or this node does not know its own: <em>here</em>;
 *   <li>another server has it: <em>elsewhere</em>;
 *   <li>this server has it: <em>here</em>, or <em>pending</em> if the lease has expired.
 * </ol>
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
