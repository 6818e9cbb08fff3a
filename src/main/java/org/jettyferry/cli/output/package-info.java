/**
 * Prints answers: tables, labelled values, JSON, and the formats of numbers, sizes and times.
 *
 * <p>A list command declares its columns once, with a name for each of CSV, text and JSON, and adds rows to a
 * {@link org.jettyferry.cli.output.TableWriter}:
 *
 * <pre>
 *   ListFlags.tableWriter --+-- TextTableWriter   measures the first 1000 rows, then prints
 *                           +-- CsvTableWriter    RFC 4180
 *                           +-- JsonTableWriter   {"contexts": [ {...}, ... ]}
 * </pre>
 *
 * <p>Rows are printed as they arrive, because a registry may hold more contexts than memory. Nothing is printed before
 * the first row or the end, so that a refused list leaves standard output empty. JSON that was cut off lacks its
 * closing brackets and does not parse, and so is never taken for a complete answer.
 *
 * <p>Single answers are maps of field names: {@link org.jettyferry.cli.output.JsonPrinter} prints them for programs,
 * {@link org.jettyferry.cli.output.KeyValueWriter} prints labels and values for people.
 *
 * <p>Hazard: scripts read the names of columns and fields. Add names, do not change them. No writer is thread-safe.
 */
@NullMarked
package org.jettyferry.cli.output;

import org.jspecify.annotations.NullMarked;
