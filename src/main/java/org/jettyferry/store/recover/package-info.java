/**
 * The ways back: rows out of the quarantine, a backup in its old place, a mixed store in order again.
 *
 * <ul>
 *   <li>{@link Retry} migrates quarantined rows once more, with further options: each row in a transaction that inserts
 *       the session, updates the counts of its run and deletes the row from the quarantine. It never overwrites: if
 * Jetty has a session of that key by now, the row stays with the code {@code EXISTS}. <li>{@link Restore} swaps a
 * backup with the tables in use, by renames. The tables in use become a backup of the restore, so that it can be undone
 * by a second restore. <li>{@link Repair} renames the left-over table that makes a store mixed. It touches no session.
 * </ul>
 *
 * <p>Each begins by reconciling an interrupted run: if a swap was cut off, the tables show whether it happened, and the
 * journal is corrected before anything else. Each also refuses to work while nodes are alive, except {@code Retry},
 * which adds rows under keys that no node uses.
 *
 * <p><b>Hazards.</b> MySQL commits each rename by itself. A restore is therefore written to the journal before the
 * rename, and the next command reads from the tables whether it happened. A store of generation 1 has two tables; one
 * name of its table of ids can belong to another store of the schema, and {@code Restore} refuses to replace that one.
 *
 * <p><b>Threads.</b> All classes work under the store's lock, on the connection that holds it, on one thread.
 */
@NullMarked
package org.jettyferry.store.recover;

import org.jspecify.annotations.NullMarked;
