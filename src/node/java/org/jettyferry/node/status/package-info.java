/**
 * Shows the state of a node: over JMX, and over HTTP to callers with the token.
 *
 * <p>{@code NodeStatus} collects everything at the moment of the question and waits for no database. The pages below
 * {@code /ferry/} are answered before anything else, in every web application, and only while {@code statusToken} is set;
 * else those paths belong to the application. {@code ContextPage} may wait for a look-up, asynchronously: it answers itself
 * and never lets the request go on.
 *
 * <p>Hazards: no page shows a secret, a path or a query of a request. The token is compared in constant time and taken from
 * a header only, never from a URL, which ends up in logs. A request need not have a path.
 */
@NullMarked
package org.jettyferry.node.status;

import org.jspecify.annotations.NullMarked;
