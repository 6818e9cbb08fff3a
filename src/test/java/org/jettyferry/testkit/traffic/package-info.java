/**
 * Steady traffic of users who know what must be in their carts, and a record of every answer that they got.
 *
 * <pre>
 *   try (Traffic traffic = Traffic.to(balancer.uri(), List.of("acme", "globex"))) {
 *       // ... move acme ...
 *       assertThat(traffic.answers().disturbed("globex")).isEmpty();
 *   }
 * </pre>
 *
 * <p>Each user has a thread, a cookie jar and a memory of the cart. A browser follows a redirect and stays at the
 * new address; a program starts at the first address each time. An answer is bad if no act of an operator explains
 * it (none in time, 500, 502, 504) or if the cart is not what the user put there. Users do not assert: a test
 * reads the record at its end, and can ask for what happened since a moment.
 */
package org.jettyferry.testkit.traffic;
