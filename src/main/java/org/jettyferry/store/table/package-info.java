/**
 * A session table: its columns, its key, and the names that a site gave them.
 *
 * <p>Jetty lets a site rename the tables and every column. The code therefore refers to a column by its part,
 * {@link org.jettyferry.jetty.SessionColumn}, and goes from there to a name in three stages:
 *
 * <pre>
 *   SessionColumn.ROW_ID      the part; never sent to a server
 *     StoreNames.column       the name in Jetty's configuration, "rowId" unless the site renamed it
 *       SessionTable.name     the name in the database's metadata, for example "rowid" on PostgreSQL
 *         SessionTable.sql    quoted, for a statement
 * </pre>
 *
 * <p>{@link SessionTable} decides the generation by the primary key alone, not by the names of columns: Jetty 9.4 and
 * later have the key (sessionId, contextPath, virtualHost), older releases have rowId. A table with neither key is not
 * a session table.
 *
 * <p><b>Hazards.</b> Databases fold names without quotes: PostgreSQL to lower case, Oracle to upper case, MySQL not at
 * all. A name that the configuration gives in quotes must not be folded; {@code StoreNames.quoted} remembers those.
 * Oracle reserves {@code rowId}, so Jetty names that column {@code srowId} there.
 *
 * <p><b>Threads.</b> All types are immutable.
 */
@NullMarked
package org.jettyferry.store.table;

import org.jspecify.annotations.NullMarked;
