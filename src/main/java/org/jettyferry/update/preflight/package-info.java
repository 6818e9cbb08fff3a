/**
 * Pre-flight checks: what must be true of a site's data before its schema is updated.
 *
 * <pre>
 *   updates.yaml            checks: the files in their order      UpdateFolder
 *   checks/documents.yaml   query, expected result, remedy        CheckReader -> Check
 *        |
 *        |  read-only connection, one transaction for each query  ReadOnlyQueries
 *        v
 *   CheckResult             Passed | Failed | NotRun | NotNeeded  PreflightReport
 *        |
 *        |  guided repair: a transaction for each row             RepairSession
 *        v
 *   ferry_repair            what was changed, and when            RepairJournal
 * </pre>
 *
 * <p>{@link org.jettyferry.update.preflight.PreflightChecks} is the way in. All checks run, so that an operator sees everything
 * at once; an update stops afterwards if one of severity error has failed. A repair runs the site's own statements. Their
 * parameters are bound and come from the columns of the row; a row's statements and their record are one transaction.
 *
 * <p>Hazards: PostgreSQL, MySQL and MariaDB refuse a query that writes. SQL Server has no read-only transactions: there
 * what a query has written is rolled back. An application may change a row between the last
 * look and its repair: the {@code where} of a repair's statement should find only what is still wrong. Values of rows are the site's own data: they
 * are shown on the terminal and stand in {@code ferry_repair}, and nowhere else.
 */
@NullMarked
package org.jettyferry.update.preflight;

import org.jspecify.annotations.NullMarked;
