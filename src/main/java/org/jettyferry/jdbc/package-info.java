/**
 * JDBC without Jetty: connections, dialects, metadata, advisory locks and bulk copies. All code above this package
 * works with any of the supported databases; what differs stands behind four types:
 *
 * <pre>
 *   Database.connect(settings)
 *        |
 *        |  Dialects: the list of vendors, searched by URL
 *        v
 *   DialectProvider  driver, connection properties, check of the URL     jdbc.postgresql
 *        |                                                               jdbc.mysql
 *        |  after the first answer of the server                         jdbc.sqlserver
 *        v
 *   Dialect          names, errors, rules for DDL; SqlExpressions        no round trip
 *        |------- bulkCopies(): BulkCopyFactory, opens a BulkCopy        rows through this program
 *        '------- server(connection): Catalog                            asks the server
 * </pre>
 *
 * <p>To add a database, add a package with these four, a line in {@link Dialects} and a folder below {@code sql/}.
 *
 * <p><b>Why there is no connection pool.</b> An advisory lock lives as long as its connection. A pool hands connections
 * on, so a lock could outlive its run or end before it. Each connection here belongs to one user, who closes it.
 *
 * <p><b>Errors.</b> A driver's error becomes a {@link DatabaseException} with an {@link ErrorKind}: what happened and
 * what to do next. {@link Dialect#classify} works with error numbers and SQL states, because the message is in the
 * server's language. After a connection has broken, the outcome of its last statement is unknown; callers ask the
 * server before they repeat it.
 *
 * <p><b>Thread-safety.</b> {@link Database} and dialects may be shared. Whatever holds a connection (catalogs, copies,
 * locks) belongs to one thread.
 */
@NullMarked
package org.jettyferry.jdbc;

import org.jspecify.annotations.NullMarked;
