/**
 * The way of a request through the filter: find its context, read the decision, let it through or answer it.
 *
 * <pre>
 *   RequestGate ─▶ ResolverChain ─▶ entry of the cache ─▶ InFlightRequests.enter ─▶ decision ─▶ the web application
 *                                                                                     │
 *                                        LookupWait (not looked up yet: wait, again) ◀┤
 *                                        RejectionWriter (redirect, 503, 421)        ◀┘
 * </pre>
 *
 * A request that stays takes no lock, does no input or output and allocates nothing.
 *
 * <p>Who drains a schema must see each request that was let through by the old decision. An atomic counter per context would
 * cost every request two locked instructions, so {@link org.jettyferry.node.route.InFlightRequests} gives each thread a slot
 * of its own that only this thread writes, and the reader looks at all of them:
 *
 * <pre>
 *   slots, found by thread number     one slot, 128 bytes, so that no two threads share a cache line
 *   ┌────┬────┬────┬────┬────┐        ┌───────────────────────────┬────────┬─────────┐
 *   │ t1 │    │ t2 │ t3 │    │        │ number of the context that │ passed │ unknown │
 *   └────┴────┴────┴────┴────┘        │ the thread works for, or 0 │        │         │
 *                                     └───────────────────────────┴────────┴─────────┘
 * </pre>
 *
 * The request writes its slot <em>before</em> it reads the decision. So a thread that changes the decision and then, a
 * millisecond later, looks at the slots either sees the request or knows that it obeyed. Requests that outlive their thread's work
 * (asynchronous), and those of virtual threads, are counted on the context itself.
 *
 * <p>Hazards: a request that was let through is never stopped later; only the dispatch of type REQUEST is decided. Nothing
 * here may let a request go on asynchronously: on Jetty 12.1 it would pass over the application's own filters. No text that
 * a client sends may reach the host of a redirect.
 */
@NullMarked
package org.jettyferry.node.route;

import org.jspecify.annotations.NullMarked;
