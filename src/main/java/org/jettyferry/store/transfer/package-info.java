/**
 * Migrates the sessions of some web applications from one session store to another while nodes use both: those of the tenants
 * that move to another server.
 *
 * <pre>{@code
 *   step     web applications   does                                                    a kill here leaves
 *   copy     open               rows -> codec -> waiting room at the target             whole chunks; the next copy goes on
 *   prepare  open               waiting room -> session table of the target, in a       nothing: the server takes it back
 *                               transaction that stays open
 *   arrive   closed             the same for what has changed, and the commit           nothing, or all of it
 *   leave    open or closed     rows of the source -> set aside there, chunk by chunk   whole chunks; goes on
 *   forget                      empties the waiting room
 * }</pre>
 *
 * <p>The moment for which the web applications are closed holds three things only: one query of the source that lists keys and
 * checks, the rows of which the check is another one, and a commit. Reading, rewriting, sending and inserting all others happens
 * before. Without {@code prepare} it also holds an {@code INSERT ... SELECT} of all sessions inside the target's server.
 *
 * <p>No change is missed: {@code SourceSessions} says what a check holds, {@code Difference} compares that of each row of the
 * source with that of its copy, and {@code Arrival.compare} has the target's server compare what it stores in both tables. What
 * was not touched since it was compared is in a transaction that nobody else can see or change.
 *
 * <p>Why a waiting room: rows in the target's session table are Jetty's. It would expire copies whose originals are still in
 * use, and run the application's listeners for them.
 *
 * <p>Who may change what: until {@code arrive} has committed, the source is the truth, and the target shows none of it. From
 * then on the target is the truth, and the source's rows are only waiting to be set aside. The one row of
 * {@code ferry_transfer} at the target tells which it is; it changes in the transaction that brings the sessions in.
 *
 * <p>Hazards. The caller must have closed the web applications and heard from each node that it has written and let go of
 * their sessions, before {@code arrive}. The nodes may save a row twice in one millisecond: {@code SourceSessions} says how
 * that is noticed. Nothing is ever put into the target's session table once the web applications are open there.
 */
@NullMarked
package org.jettyferry.store.transfer;

import org.jspecify.annotations.NullMarked;
