/**
 * Finds out what a database holds, which release of Jetty filled it, and whether nodes still use it. Changes nothing.
 *
 * <pre>{@code
 *   table of the configured name?  no  -> Absent (or Mixed, if only the table of ids is left)
 *     | yes
 *   columns and key of Jetty's?    no  -> Foreign, with the reason and a remedy where one is known
 *     | yes: the key gives the generation
 *   generation 2 beside a table of ids?  yes -> Mixed: a node of the wrong release was started
 *     | no
 *   Found, with Evidence: statistics, release, warnings
 * }</pre>
 *
 * <p>The primary key gives the generation with certainty. The release within it is a guess from the rows ({@link
 * org.jettyferry.store.detect.ReleaseGuess}): releases differ in how they write the root path, wildcard hosts and
 * {@code cookieTime}. A journal entry of an earlier run wins over the guess, unless the rows contradict it.
 *
 * <p>{@link org.jettyferry.store.detect.LiveNodes} looks for running nodes in three places: heartbeats in the registry,
 * database sessions that use the tables, and a session saved in the last seconds.
 * {@link org.jettyferry.store.detect.Fingerprint} is the cheap test of whether any session was added, removed or saved
 * between two moments.
 *
 * <p>Hazards. Jetty does not quote its table names, so which of {@code JettySessions} and {@code jettysessions} it uses
 * depends on the server. Detection finds both spellings; a run on the one that no node uses would migrate the wrong
 * table, and is refused. Row level security can hide rows, which a run would then lose; detection refuses that too.
 *
 * <p>Results are immutable. The classes that read use one connection and are for one thread.
 */
@NullMarked
package org.jettyferry.store.detect;

import org.jspecify.annotations.NullMarked;
