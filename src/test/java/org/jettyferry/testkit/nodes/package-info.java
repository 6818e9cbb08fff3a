/** Real Jetty nodes for the tests and the demo, each in a process of its own. */
package org.jettyferry.testkit.nodes;
