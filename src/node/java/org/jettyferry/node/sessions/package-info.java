/**
 * Lets go of sessions in memory. Jetty keeps a session as an object, and what happens to its row meanwhile is invisible
 * to it. So memory must be empty where a session is to live elsewhere for a while, both when it leaves and when it comes
 * back:
 *
 * <pre>
 *   schema is disabled        wait for its requests, write what the store lacks, let go     answer in the registry
 *   schema is away            let go, every few seconds: refused requests load sessions too, which would expire here
 *   schema is about to open   let go, then let requests in
 * </pre>
 *
 * <p>{@code SessionKeeper} learns from {@code SchemaDecisions} which schemata are served. A {@code Departure} is the way
 * of one disabled schema to its answer; an {@code Arrival} lets go before a schema is opened; {@code Webapps} knows whose
 * sessions a web application may hold: of one schema if each web application is one context, else of any.
 *
 * <p>Where tenants share a web application, nothing in a session says whose it is, so those of all tenants are let go
 * of. Those of the others are loaded again with their next request. Before a schema is opened nothing is written, so
 * that sessions of other tenants may lose what their rows lack: on Jetty 9.3 the access times of the last minute and
 * changes within attributes that were not set again, from 9.4 on nothing with the default save period.
 *
 * <p>Thread-safety: {@code SessionKeeper} is thread-safe. Passes over sessions wait for Jetty's locks and for the session
 * store; they run on the thread {@code ferry-sessions}, and before a schema is opened on a thread of their own, for
 * which the poller waits one second at most. One pass runs at a time.
 *
 * <p>Hazards: a session with a request under way is never let go of (it would come back, or its request would fail). An
 * answer is only true as long as its schema stays disabled: {@code SessionKeeper} forgets it before it is opened.
 */
@NullMarked
package org.jettyferry.node.sessions;

import org.jspecify.annotations.NullMarked;
