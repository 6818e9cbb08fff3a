/**
 * Runs a migration: fills new tables from the old ones, verifies them, swaps them in, and resumes after any
 * interruption.
 *
 * <p>{@link org.jettyferry.store.migrate.Migration} decides what to do: reconcile an interrupted run, report that the
 * store is already migrated, resume, or begin. A run is then a sequence of steps. Each step records its end in the
 * journal, in its own transaction where the database can, so the journal is never ahead of the tables.
 *
 * <pre>{@code
 *   step     does                                           a kill here leaves             the next attempt
 *   CREATE   makes empty tables t_n(run) beside t           perhaps an empty t_n           drops and makes them again
 *   SORT     quarantines rows that cannot be migrated       nothing (one transaction)      selects them again
 *   FILL     copies chunks of rows, several lanes           whole chunks + watermark       goes on behind the watermark
 *   INDEX    makes keys, indexes and the table of ids       some of the indexes            makes the missing ones
 *   VERIFY   compares checksums of t and t_n                nothing                        compares again
 *   EXPORT   writes t to a file, if asked for               a file named .part             writes the file again
 *   SWAP     locks t, compares once more, then renames      the old or the new names,      looks which names are there
 *              t to t_b(run) and t_n to t                     never a mixture                before it does anything
 *   DONE     nothing                                        t migrated, t_b as the backup  reports "already migrated"
 * }</pre>
 *
 * <p>FILL cuts the old table into lanes; each has a watermark and connections of its own:
 *
 * <pre>{@code
 *   old table   |---- lane 0 ----|---- lane 1 ----|---- lane 2 ----|
 *   done        |=====>          |=========>      |==>             |
 *               read chunk -> codec -> write -> commit lock -> all watermarks to the journal -> commit
 * }</pre>
 *
 * <p>Lanes read and write in parallel but commit one after the other, because each commit writes the watermarks of all
 * lanes into one row of the journal. At any instant the rows of the new table are exactly those that the journal
 * counts.
 *
 * <p>Three checks guard the swap. VERIFY compares the new table with what the old one should become. SWAP locks writers
 * out and compares the old table with the rows that were read. Where a rename commits at once, a last look at the
 * renamed table finds a save that slipped in between, and the swap is undone.
 *
 * <p>Hazards. A lost connection during SWAP leaves the outcome unknown: only the names of the tables tell it, so never
 * repeat the renames blindly. A node that saves during a run makes the run useless: it can be detected but not
 * repaired, and the run has to begin again. The step names are stored in the journal and cannot be renamed.
 *
 * <p>Everything here runs under the store's advisory lock, in one thread. Only the lanes of
 * {@link org.jettyferry.store.migrate.RowCopier} and the checksum query of FILL use further threads.
 */
@NullMarked
package org.jettyferry.store.migrate;

import org.jspecify.annotations.NullMarked;
