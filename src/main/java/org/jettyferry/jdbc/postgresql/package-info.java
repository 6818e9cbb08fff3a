/**
 * PostgreSQL. Three properties shape this package:
 *
 * <ul>
 *   <li>DDL is transactional: a swap is one transaction, and a failed run leaves nothing behind.
 *   <li>Names of indexes and constraints are unique in a schema. A table's parts are therefore renamed with it
 *       ({@link PostgreSqlRenames}); otherwise a node of Jetty would fail to create an index of the same name.
 *   <li>Views, triggers, policies and foreign keys refer to a table by its identity (oid) and not by its name. After a
 *       swap they would still use the backup, so {@link PostgreSqlDependents} finds them and the run refuses to start.
 * </ul>
 *
 * <p>Rows are copied with binary COPY on two connections ({@link PostgreSqlBulkCopy}): fields that do not change pass
 * through as bytes, and only the blob is replaced. A table can be read by ranges of physical blocks (ctid), which needs
 * no index, but only while no writer moves rows.
 *
 * <p>Rights and default privileges need care: a new table must not be readable by anybody who could not read the old
 * one, not even for a moment ({@link PostgreSqlRights}).
 */
@NullMarked
package org.jettyferry.jdbc.postgresql;

import org.jspecify.annotations.NullMarked;
