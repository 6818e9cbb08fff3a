/**
 * The commands on a session store: {@code detect}, {@code plan}, {@code upgrade}, {@code downgrade}, {@code verify},
 * {@code retry}, {@code repair}, {@code backup} and {@code guide}, with their flags and their output.
 *
 * <p>{@link org.jettyferry.cli.store.StoreCommands} lists them. Each turns its flags into an options object, calls one
 * method of {@link org.jettyferry.store.SessionStore} and prints the result. A class named {@code …Flags} is a picocli
 * mixin, {@code …Text} prints for people, {@code …Json} makes the map that {@code --json} prints.
 *
 * <p>A migration reports back while it runs:
 *
 * <pre>
 *   MigrationCommand --- options, control --&gt; SessionStore.migrate
 *         ^                                        |
 *         +-- confirmed(plan): prints it, asks ----+    before the first change
 *         +-- Progress: steps, rows, notes --------+    until the end
 *
 *   ElapsedProgress        says every 10 s that a step without a row count still works
 *     BarProgress          on a terminal
 *     LineProgress         in a log
 * </pre>
 *
 * <p>Every command that Ferry suggests repeats the flags that name the store, such as {@code --table}, so that it can
 * be pasted as it is.
 *
 * <p>Hazards: session data must never be printed, because Jetty stores passwords in it; quarantined rows are shown by
 * counts and reasons only. {@code Progress} is called by the thread of the run, by a clock and by the shutdown hook, so
 * its wrappers are synchronized.
 */
@NullMarked
package org.jettyferry.cli.store;

import org.jspecify.annotations.NullMarked;
