/**
 * The only package that knows Jetty itself. No class of Jetty is on the compile path: one jar has to run on Jetty 9.2
 * to 12.1, whose classes differ in package, name and servlet API. So Jetty is called by reflection, and a missing
 * method is how the code recognizes a line of Jetty:
 *
 * <pre>
 *                       up to 9.3                 9.4 to 11               12, by environment
 *   sessions            SessionManager            SessionCache            SessionCache
 *   in the database     JDBCSessionManager and    JDBCSessionDataStore    JDBCSessionDataStore
 *                       JDBCSessionIdManager
 *   configured by       each web application      a factory, a bean of    the same
 *                       and the server            the server
 *   a handler is        the context handler       the context handler     wrapped in a core context (ee8, ee9)
 *   a filter is added   addFilterWithMapping      the same                the same
 *   a request waits     asynchronous, dispatched  the same                with its callback
 * </pre>
 *
 * <p>{@code JettyServer} and {@code JettyContext} are the two objects that others use: they report starts, find the
 * session store, switch sessions to memory and back, and put a filter first. {@code JdbcStore} reads the
 * configuration of the store, {@code SessionStoreSwitch} has one subclass per line, {@code Listeners} makes listeners
 * as proxies, {@code Reflection} does the calls, and {@code JettyMethod} those that are made for each session.
 *
 * <p>{@code MemorySessions} are the sessions that a running web application holds: {@code ManagedSessions} up to 9.3,
 * {@code CachedSessions} from 9.4 on, {@code LostSessions} where they are not in a table. A {@code Pass} writes what the
 * table lacks and lets go of what no request uses.
 *
 * <p>{@code ParkingHandler} is a handler at the door of a server, ahead of sessions and security. It lets requests wait
 * as {@code node.park} says: {@code ServletLine} on Jetty up to 11, {@code CoreLine} on 12. Both ask the {@code
 * Doorkeeper} through {@code Door}, which finds the web application of a request by its path alone ({@code Webapps})
 * and shows the request as it is known by then ({@code EarlyRequest}). Where that is not enough, the request goes on,
 * and the filter decides.
 *
 * <p>Thread-safety: Jetty starts a web application on one thread, and these objects are used on that thread, except for
 * {@code MemorySessions}, which lock each session as Jetty does. All requests pass the door at once.
 *
 * <p>Hazards: everything must happen before the session handler starts, or Jetty has already touched the tables. Up
 * to 9.3 the manager of session ids creates tables and deletes rows by itself, so it must be switched too. Private
 * fields are found by the simple name of their type: a new release of Jetty may rename it, and then
 * {@code UnsupportedJettyException} leads to a warning in the log and no guard, never to a web application that does
 * not start. A failure's message may quote what is in a session: {@code Failure} shows its class alone.
 */
@NullMarked
package org.jettyferry.node.jetty;

import org.jspecify.annotations.NullMarked;
