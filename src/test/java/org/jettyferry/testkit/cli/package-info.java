/**
 * The program in a process of its own, as an operator runs it: from {@code target/jetty-ferry.jar} where Maven has
 * built it, from the compiled classes in an IDE.
 *
 * <pre>
 *   FerryProcess.Outcome outcome = FerryCommand.ferry("detect", "--json").on(database).run();
 *   try (FerryProcess upgrade = FerryCommand.ferry("upgrade", "--to", "12").on(database).startOnTerminal()) {
 *       upgrade.awaitWords("ferry plan upgrade").type("yes\n"); // it has shown the plan, and asks
 *   }
 * </pre>
 *
 * <p>{@code on} gives the database by environment variables, so that no password is in a command line. {@code
 * killAt} kills it the moment it has printed certain words. Belongs to one thread; each command costs half a
 * second of start-up.
 */
package org.jettyferry.testkit.cli;
