/**
 * The test kit: everything that a test needs and that is not itself under test. A package per subject:
 *
 * <pre>
 *   servers     a database server of each product, started once per JVM; a fresh database for each test
 *   nodes       real Jetty nodes of each line, in processes of their own, and a client that keeps cookies
 *   store       session stores: rows that real nodes wrote, the expected row after a migration, dumps to compare
 *   registry    the registry's tables, changed by plain SQL
 *   cli         the program as a process: output, exit code, kill, a terminal to type on
 *   web         requests and responses in memory, and raw HTTP on a socket
 *   balancers   HAProxy, nginx or a small one before nodes; a relay that can be cut
 *   traffic     users who shop all the time and notice a lost cart
 *   browser     Chromium, where the machine has it
 * </pre>
 *
 * <p>This package itself has what all of them use: {@code Await}, {@code LogCapture}, and {@code Wide} for
 * combinations that only a wide build runs.
 *
 * <p>Two rules. Nothing is mocked that can be run: a database, a node and a balancer are real. And nothing
 * outlives its JVM: a guard process ends each server and node even after {@code kill -9}, and the next JVM deletes
 * the folders that a dead one left in {@code target/servers/run}.
 */
package org.jettyferry.testkit;
