/**
 * The JDBC driver {@code jdbc:ferry:}: a node of Jetty 9.4 to 12.1 works on session tables of another release, beside
 * the nodes of that release. Such a node is a <em>guest</em>.
 *
 * <p>Jetty sends nine statements to its session table, and they have not changed since 9.4
 * ({@code JDBCSessionDataStore.SessionTableSchema}). {@link org.jettyferry.guest.StatementKind} lists them. The driver
 * recognises them, and passes on everything else:
 *
 * <pre>{@code
 *   Jetty --> GuestConnection --prepareStatement--> one of Jetty's nine?
 *                 no:  the vendor's statement, untouched
 *                 yes: GuestStatement keeps the parameters until Jetty executes it, then
 *                        1. translates the text      (SessionStatement: rowId; IdsTable)
 *                        2. translates the values    (RowValues: seconds, paths, hosts; Blobs: the attributes)
 *                        3. executes it, and translates what comes back (Execution, LoadedRow)
 * }</pre>
 *
 * <p><b>The tables may change under a running guest.</b> {@code ferry upgrade --live} replaces those of generation 1 by
 * those of generation 2. Each statement for generation 1 names the column {@code rowId}, so on the new table it fails
 * as a whole, and changes nothing. On each failure the guest looks at the tables anew ({@link
 * org.jettyferry.guest.Guest#lookAgain}); if they have changed it executes the statement once more in the other form.
 * The other way round there is no column to name: there the table that comes refuses what was written for the other
 * one by a CHECK constraint, a row that was read shows its {@code rowId}, and a statement that changed no row makes the
 * guest look.
 *
 * <p><b>Hazards.</b> What cannot be translated is refused, and the row stays as it is: a statement of unknown text on
 * the session table, a blob that the codec does not understand. The guest never creates or changes a session table.
 *
 * <p>The package uses {@code blob} and what is shared, and no library: it runs inside Jetty. It needs Java 17.
 */
@NullMarked
package org.jettyferry.guest;

import org.jspecify.annotations.NullMarked;
