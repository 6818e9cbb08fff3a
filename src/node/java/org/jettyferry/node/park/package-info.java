/**
 * Holds requests of a closed context for a bounded time, instead of refusing them.
 *
 * <p>While a schema moves, its contexts are closed for a moment. A request that arrives then is parked: it waits until
 * its decision changes, and is then decided anew. This package is the waiting room alone. It knows neither Jetty nor
 * the registry; {@code node.jetty} says how a request lets go of its thread, and {@code node.route} which may wait.
 *
 * <pre>
 *   client ─▶ server ─▶ handler of node.jetty ─▶ sessions, security ─▶ FerryFilter ─▶ the web application
 *                           │         ▲                                    │
 *                     park  ▼         │ go on                              └─▶ decides again: 200, redirect, 503
 *                        ParkingLot ──┘ decision changed, or time is up
 * </pre>
 *
 * <p><b>Why in front of everything.</b> Jetty looks for a request's session before any filter runs, and only once. A
 * request that waits in a filter has the session of the time before its context moved, or none. So a request waits
 * before the web application knows of it, and comes in afterwards like one that has just arrived. Nothing has read
 * its body; what the client sends meanwhile stays in the socket.
 *
 * <p><b>The waiting room.</b> Places are bounded for a node and for each context. One thread, {@code ferry-parking},
 * lets requests go: those whose decision has changed, and those whose time is up, the oldest first. It exists only
 * while somebody waits. It hands each request to a thread of the server and never works for one itself; and it hands
 * on fifty at a time, because a thousand at once would only wait again, for a thread.
 *
 * <pre>
 *   take a place ─▶ let go of the thread ─▶ open the place ─▶ the thread looks: changed? time up?
 *        │ none left          │ impossible                              ▲
 *        ▼                    ▼                                         │ wake(): decisions have changed
 *     it goes on at once: the filter answers 503
 * </pre>
 *
 * A place is looked at only when it is open, so no request goes on before it has let go of its thread; and it is
 * looked at after it was opened, so a decision that changed in between is seen.
 *
 * <p>Parked requests are not in flight: a drain does not wait for them.
 *
 * <p>Thread-safety: everything may be called from any thread.
 *
 * <p>Hazards: a place that is never left is lost for the node, so whatever fails on the way must give it back. Code
 * of the server must never run while this package's lock is held.
 */
@NullMarked
package org.jettyferry.node.park;

import org.jspecify.annotations.NullMarked;
