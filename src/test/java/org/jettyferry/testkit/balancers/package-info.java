/**
 * Load balancers before nodes, with sticky sessions by the worker name in the cookie: HAProxy or nginx where the
 * machine has them, else a small one of our own. {@link org.jettyferry.testkit.balancers.Balancing#orAnother}
 * takes what there is and logs which it is, so that a test runs everywhere.
 *
 * <pre>
 *   try (LoadBalancer balancer = Balancing.HAPROXY.orAnother(Map.of("n1", node1.uri(), "n2", node2.uri()))) {
 *       browser.open(balancer.uri().resolve("shop/"));
 *   }
 * </pre>
 *
 * <p>{@link org.jettyferry.testkit.balancers.Relay} is a plain TCP relay that can be cut and mended: a network
 * between a node and its registry that fails at the will of a test.
 */
package org.jettyferry.testkit.balancers;
