/**
 * The demo that {@code mvn -Pdemo} runs: a story in two acts on a real database and real nodes. In the first a
 * cart goes from Jetty 9.3 to 12 and back; in the second two tenants move to a new server while a customer keeps clicking.
 *
 * <p>It tells what it does and checks each sentence: the first that is false ends it with an error, so that it
 * cannot advertise what does not work. It stands on the test kit and is compiled with the tests; no product code
 * is here.
 */
package org.jettyferry.demo;
