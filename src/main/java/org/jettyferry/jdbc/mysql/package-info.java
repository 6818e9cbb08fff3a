/**
 * MySQL and MariaDB, each through either driver. {@link MySql} stands for MySQL's driver, Connector/J, and
 * {@link MariaDb} changes what MariaDB's driver does differently. Four properties shape this package:
 *
 * <ul>
 *   <li>Each DDL statement commits. Only RENAME TABLE swaps several tables atomically, and it is refused while the same
 *       connection holds a lock. {@link MySqlWriteLock} therefore holds the lock on a second connection:
 * <pre>
 *   holder    LOCK TABLES t READ ........................ UNLOCK TABLES
 *   renamer            last check of rows   RENAME TABLE t ... (waits) -> done
 *   writers                 (wait) .................................. -> see the new t
 * </pre>
 *   <li>The server serves a waiting RENAME before waiting writers, so no writer gets in between.
 *   <li>The information schema is incomplete; only SHOW CREATE TABLE has all properties of a table.
 *       {@link MySqlDefinition} parses its lines.
 *   <li>LOAD DATA LOCAL is twice as fast as INSERT. It has two hazards: a hostile server may ask the client for any
 *       file ({@link ConnectorJStream}), and bad values become warnings ({@link LoadDataWriter} turns them into
 *       errors).
 * </ul>
 *
 * <p>A schema is a database here, and JDBC calls it "catalog". Rights are granted by name, so a new table of the same
 * name keeps them.
 */
@NullMarked
package org.jettyferry.jdbc.mysql;

import org.jspecify.annotations.NullMarked;
