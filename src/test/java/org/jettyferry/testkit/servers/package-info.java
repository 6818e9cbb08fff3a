/** Real database servers for the tests and the demo: each is started once per JVM, and none outlives it. */
package org.jettyferry.testkit.servers;
