/**
 * The request path: finds the context of a request, reads its decision, and lets the request through or answers it.
 *
 * <pre>
 *   RequestGate ─▶ ResolverChain ─▶ entry of the cache ─▶ InFlightRequests.enter ─▶ decision ─▶ the web application
 *                                                                                     │
 *                                        LookupWait (not looked up yet: wait, again) ◀┤
 *                                   Parking (closed for a moment: wait, send away)   ◀┤
 *                                        RejectionWriter (redirect, 503, 421)        ◀┘
 * </pre>
 *
 * A request that stays takes no lock, does no I/O and allocates nothing. {@code Router} joins the parts of a node;
 * {@code RequestGate} is the path of one web application through them. A rejected request may cost more: it is
 * answered by {@code RejectionWriter}, with the address from {@code RedirectRules}, the loop check of
 * {@code HopMarker} and the CORS headers of {@code CrossOrigin}; {@code BodyDrain} then discards a body that the
 * client still sends.
 *
 * <p><b>Parked requests.</b> {@code node.jetty} asks {@code RequestGate.park} before a web application sees a request;
 * {@code node.park} says why there. A request that could not wait there waits in the filter, with its thread, and is
 * then always sent away: Jetty has looked for its session before it waited. Neither is in flight meanwhile.
 *
 * <p><b>In-flight slots.</b> Before a schema moves, the tools wait until no request of it is in flight on any node,
 * so they must see each request that was let through by the old decision. An atomic counter per context would cost
 * every request two locked instructions. Instead {@link org.jettyferry.node.route.InFlightRequests} gives each thread
 * a slot that only this thread writes, and the rare reader looks at all slots:
 *
 * <pre>
 *   slots, found by thread number     one slot, 128 bytes, so that no two threads share a cache line
 *   ┌────┬────┬────┬────┬────┐        ┌───────────────────────────┬────────┬─────────┐
 *   │ t1 │    │ t2 │ t3 │    │        │ number of the context that │ passed │ unknown │
 *   └────┴────┴────┴────┴────┘        │ the thread works for, or 0 │        │         │
 *                                     └───────────────────────────┴────────┴─────────┘
 * </pre>
 *
 * The order is what makes it right. The request writes its slot <em>before</em> it reads the decision; the poller
 * changes the decision, waits a millisecond, and <em>then</em> reads the slots:
 *
 * <pre>
 *   request   write slot ──▶ read decision ──▶ web application ──▶ restore slot
 *   poller    write decision ──▶ 1 ms ──▶ read slots
 * </pre>
 *
 * So the poller either sees the request in its slot, or the request has read the new decision. The millisecond stands
 * for a memory fence, which would cost every request more than all the rest of the filter. Asynchronous requests
 * outlive the work of their thread, and virtual threads have no slot: both are counted on the context itself until
 * they complete.
 *
 * <p>Thread-safety: request threads call everything but the methods of {@code ContextDirectory}, which the poller's
 * thread calls. Settings are immutable and replaced as a whole.
 *
 * <p>Hazards: a request that was let through is never stopped later; only the dispatch of type REQUEST is decided.
 * Nothing here may resume a request asynchronously: on Jetty 12.1 it would skip the application's own filters. No
 * text from a client may reach the host of a redirect.
 */
@NullMarked
package org.jettyferry.node.route;

import org.jspecify.annotations.NullMarked;
