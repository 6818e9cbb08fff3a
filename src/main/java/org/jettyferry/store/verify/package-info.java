/**
 * Compares tables by checksums that the database computes, and checks each blob of a store by itself.
 *
 * <p>The comparison of a migration asks the server for three numbers per table: the count of rows, a sum of one check
 * per row over all columns but the blob, and a sum of one check per blob. Sums do not depend on the order of the rows,
 * so two tables with different keys can be compared in one pass each, and no row leaves the server.
 *
 * <pre>{@code
 *   old table, through the conversion expressions   -> expected (rows, scalars, blobs) \
 *                                                                                       differences
 *   new table, as it was stored                     -> actual   (rows, scalars, blobs) /
 * }</pre>
 *
 * <p>The check of a blob is XORed with a check of its session id; otherwise two blobs that changed places would cancel
 * out. Where blobs are rewritten, the server cannot know the expected blobs: the writer adds up their checks while it
 * writes them, and the sum of the run takes the place of the expected one.
 *
 * <p>{@link org.jettyferry.store.verify.StoreVerifier} is the command {@code ferry verify}. It reads every blob with
 * the codec, counts rows that would break a node, and compares the store with the backup of the last run, if there is
 * one.
 *
 * <p>Hazards. The checksums detect corruption, not tampering. A live node changes the tables, so differences from a
 * backup are normal once nodes run again.
 *
 * <p>Objects here use one connection and are for one thread; the expected checksums are computed in a thread and over a
 * connection of their own while the rows are copied.
 */
@NullMarked
package org.jettyferry.store.verify;

import org.jspecify.annotations.NullMarked;
