/**
 * What is done with the requests of a context, worked out before any request asks.
 *
 * <p>A request must not compute anything: it reads one field. So the decision is an immutable object, and the contexts of a
 * schema share one {@link org.jettyferry.node.decision.SharedDecision} that holds it:
 *
 * <pre>
 *   context 1 ──┐
 *   context 2 ──┼──▶ SharedDecision of schema 7 ──▶ Decision (here | elsewhere, server | disabled | pending)
 *   context 3 ──┘            ▲
 *                            └── SchemaDecisions writes it when the registry or the settings change
 * </pre>
 *
 * A million contexts move with one volatile write. Hazards: a schema that is newer than what was read is <em>pending</em>,
 * never <em>here</em>; a server name that the registry does not know must not put every context elsewhere.
 *
 * <p>This package knows the registry's snapshot and nothing of requests. The cache and the request path build on it.
 */
@NullMarked
package org.jettyferry.node.decision;

import org.jspecify.annotations.NullMarked;
