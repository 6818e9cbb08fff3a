/**
 * The journal of a session store: what each run did and how far it came, the tables that it set aside, and the rows
 * that it could not migrate. It makes a killed run resumable.
 *
 * <pre>
 *   ferry_run         one row a run: options, step to do next, watermark, counts, owner
 *   ferry_step        when each step of a run began and ended (for people)
 *   ferry_backup      the old tables that runs set aside, until they are purged
 *   ferry_quarantine  rows that could not be migrated, as they stood, each with its reason
 *   ferry_journal     the change sets of these tables that ran here
 * </pre>
 *
 * <p><b>How a run is recorded.</b> {@code begin} inserts the run. Each step commits its work and {@code save} in one
 * transaction where the database can, so journal and tables agree at every instant. MySQL commits DDL by itself: there
 * the step is done first and recorded after, and it must find its own work when it runs again. The watermark is the key
 * up to which rows are copied; only the copier reads it.
 *
 * <p><b>Who may write.</b> A run belongs to the process whose random token is in {@code owner_token}. Every update
 * names the token. A process that lost the store's lock, for example because it was suspended, therefore changes no row
 * when it wakes up: the update counts 0 rows, and the process stops.
 *
 * <p><b>How the tables grow.</b> {@code JournalTables} applies the change sets of {@code journal.sql} before the first
 * write of a command. Commands that only read change nothing: they must understand the tables of every older release.
 *
 * <p><b>Hazards.</b> Runs are ordered by the server's clock, not by their id, which is the local time of the machine
 * that began them. The quarantine holds session data, passwords among them: no value of it may reach a log. Two stores
 * may share a schema, and then a journal: every query names the store or the run.
 *
 * <p><b>Threads.</b> {@code Journal}, {@code Backups} and {@code Quarantine} work on the connection that they got, and
 * so belong to one thread. Records are immutable.
 */
@NullMarked
package org.jettyferry.store.journal;

import org.jspecify.annotations.NullMarked;
