/**
 * Shows the state of a node: over JMX, and over HTTP to callers with the token.
 *
 * <p>{@code NodeStatus} collects everything at the moment of the question and waits for no database. The pages below
 * {@code /ferry/} are answered before anything else, in every web application, and only while {@code statusToken} is
 * set; else those paths belong to the application. {@code ContextPage} may wait for a look-up, asynchronously: it
 * answers itself and never lets the request go on.
 *
 * <table>
 *   <caption>Pages</caption>
 *   <tr><td>{@code /ferry/status}<td>{@code StatusPage}: HTML for people, JSON for programs
 *   <tr><td>{@code /ferry/metrics}<td>{@code Metrics}: Prometheus' text format
 *   <tr><td>{@code /ferry/contexts/<name>}<td>{@code ContextPage}: whether a context lives on this node's server
 * </table>
 *
 * <p>{@code NodeMXBean} has the same values as {@code StatusPage}; a test compares the two.
 *
 * <p>Thread-safety: everything may be called by any thread. Values are read one after another, so two values of one
 * page need not belong to the same moment.
 *
 * <p>Hazards: no page shows a secret, a path or a query of a request. The token is compared in constant time and read
 * from a header only, never from a URL, which ends up in logs. A request may have no path.
 */
@NullMarked
package org.jettyferry.node.status;

import org.jspecify.annotations.NullMarked;
