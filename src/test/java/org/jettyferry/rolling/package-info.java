/**
 * A rolling move on a whole site, with everything real: two nodes of an old Jetty behind one balancer, a Jetty
 * 12.1 behind another, a session store for each, one registry, users who shop all the time, and the commands of an
 * operator.
 *
 * <pre>
 *                users
 *                  |
 *   first balancer (old address) --- redirect ---&gt; second balancer (new address)
 *        |        |                                    |
 *      old1     old2   (Jetty 9.3 or later)          new1 (Jetty 12.1)
 *        |________|___________ registry _______________|
 * </pre>
 *
 * <p>{@code RollingMove} plays the acts in order: disable, wait until no request is under way, move, enable, cut
 * the registry off, and the way back. After each act it holds every answer of every user against what the act
 * allows: the tenant that moves may see 503 and a redirect, its neighbour must notice nothing. {@code Propagation}
 * measures how long the nodes take to apply a change; it is printed, and never asserted.
 */
package org.jettyferry.rolling;
