/**
 * Works out everything that a run will do, down to its SQL statements, before it changes anything.
 *
 * <pre>{@code
 *   options (--to, --from, ...)  \                              / TargetTables   how the new tables are made
 *   detection (what is there)     >  Planner  ->  MigrationPlan <  Conversion     each new column as SQL of the old ones
 *   journal (earlier runs)       /                              \ WebAppMap      context paths and hosts, old to new
 * }</pre>
 *
 * <p>{@link org.jettyferry.store.plan.Planner} first settles which release filled the rows. The rows of one generation
 * look alike over many releases, so it may need {@code --from}. It then refuses what cannot work: the wrong direction,
 * blobs that the target cannot read, two web applications that would share one context path. What is left is a record
 * that {@code ferry plan} prints and {@code ferry upgrade} executes: {@link org.jettyferry.store.plan.Statements} makes
 * the statements for both, so the printed plan cannot differ from the run.
 *
 * <p>Context paths are the hard part. Jetty stores them with underscores in place of other characters, and each line of
 * releases replaces a different set of characters. An underscore in an old row may therefore have several forms under
 * the target. {@link org.jettyferry.store.plan.ContextPaths} takes real paths from the operator first, then the values
 * that a backup of an earlier run still holds ({@link org.jettyferry.store.plan.EarlierPaths}), and only then guesses,
 * with a warning.
 *
 * <p>Hazards. A wrong context path loses all sessions of a web application without an error. Options and their facts
 * are stored in the journal as one line of text ({@link org.jettyferry.store.plan.OptionsText}); a change of that text
 * makes interrupted runs impossible to resume.
 *
 * <p>Plans are immutable and may be shared between threads. Planner, samples and scripts read over one connection and
 * are for one thread.
 */
@NullMarked
package org.jettyferry.store.plan;

import org.jspecify.annotations.NullMarked;
