/**
 * Brings a schema up to date: the updates that a new version of a site's application needs, in one declared order, each
 * once.
 *
 * <pre>
 *   lock connection     advisory lock  ......................................  held to the end
 *                            \ row of DATABASECHANGELOGLOCK, for other programs
 *   work connection               advisory lock "work" ..  change sets  .....  commit
 * </pre>
 *
 * <p>Both locks die with their connections, so no lock can stick. They are two because a killed process leaves its last
 * statement running on the server, and the server notices the end of an idle connection sooner than that of a busy one.
 * A process that gets the first lock while the second is still held ends the session that holds it, and waits until its
 * work is rolled back. Only then does it read what has run.
 *
 * <p>External commands are recorded before they begin and when they have ended, with their process: what a killed run has
 * left running is ended first. The session store has a journal of its own. A mark in the schema spares a schema with nothing
 * to do the look at its change logs, for which Liquibase takes seconds.
 *
 * <p>{@link org.jettyferry.update.SchemaUpdate} is the way in. What the change sets themselves need is in
 * {@link org.jettyferry.changelog}. Hazard: an advisory lock belongs to a session of the server, so neither connection may
 * come from a pool or through a proxy that shares sessions between clients.
 */
@NullMarked
package org.jettyferry.update;

import org.jspecify.annotations.NullMarked;
