/**
 * Real Jetty nodes of every supported line, each in a process of its own, with sessions in a test's database.
 *
 * <pre>
 *   try (JettyNode node = JettyNode.plan(JettyRelease.JETTY_12_1, database)
 *           .webapp("/shop", JettyRelease.JETTY_12_1.shop())
 *           .ferryModule()
 *           .start()) {
 *       JsonObject page = new Browser().open(node.uri().resolve("shop/"));
 *   }
 * </pre>
 *
 * <p>Maven unpacks the distributions into {@code target/jetty} before the integration tests; in an IDE run {@code
 * mvn pre-integration-test -DskipTests} once. A {@link org.jettyferry.testkit.nodes.NodePlan} writes a JETTY_BASE:
 * {@code Jetty93Base} in XML for lines up to 9.3, {@code ModuleBase} in modules and properties for those after it.
 * The node gets a free port; {@code start} returns when it answers, and throws with the node's log if it does not.
 *
 * <p>Hazards: {@code stop} lets Jetty save its sessions, {@code kill} does not. A node takes two to five seconds
 * to start: a test that starts one on each release is a wide one. A {@link org.jettyferry.testkit.nodes.NodePlan}
 * and a {@link org.jettyferry.testkit.nodes.Browser} belong to one thread.
 */
package org.jettyferry.testkit.nodes;
