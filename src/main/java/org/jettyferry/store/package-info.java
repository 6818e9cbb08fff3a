/**
 * Jetty's session tables in one schema of a database: detection, migration, verification and recovery.
 *
 * <p>{@link org.jettyferry.store.SessionStore} is the entrance for all commands. It opens a connection for each call,
 * takes the store's lock where something changes, and turns a missing right into the statements that grant it. The work
 * is done in the packages below, each of which uses only those above it:
 *
 * <pre>{@code
 *   table     columns, key and configured names of a session table
 *   journal   runs, backups and the quarantine: Ferry's own tables beside Jetty's
 *   detect    what is there, which release filled it, whether nodes use it
 *   plan      what a run will do, down to its statements
 *   verify    checksums of tables, and a check of every blob
 *   migrate   the run itself
 *   recover   retry of quarantined rows, restore of a backup, repair of a mixed store
 *   transfer  sessions of some web applications to another store, while nodes use both
 * }</pre>
 *
 * <p>The lock is an advisory lock of the server, held by the connection that changes things. It dies with that
 * connection, so no stale lock can remain, and a process that lost its lock has also lost the means to do harm.
 */
@NullMarked
package org.jettyferry.store;

import org.jspecify.annotations.NullMarked;
