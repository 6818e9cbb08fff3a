package org.jettyferry.testkit.balancers;

import java.net.URI;

/**
 * A load balancer before the nodes of one server: round robin, but a session stays on the node that its cookie names. It
 * never outlives this JVM.
 */
public sealed interface LoadBalancer extends AutoCloseable permits BalancerProcess, SmallBalancer {
    /**
     * Gives the address that users know.
     *
     * @return its root, with a slash at the end
     */
    URI uri();

    /** Stops it. */
    @Override
    void close();
}
