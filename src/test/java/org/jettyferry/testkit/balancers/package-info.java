/** Real load balancers before nodes, and a small one where the machine has none. */
package org.jettyferry.testkit.balancers;
