/**
 * Changes a column of a table while nodes of the old and of the new release write to it: a new column beside the old one,
 * in step in both directions, and in the end the new one alone.
 *
 * <pre>
 *             expand                                        contract
 *   phase     adding      copying       checking  expanded  contracting   contracted
 *   columns   old         old  new      old  new  old  new  old  new      new
 *   triggers              both ways ............................
 *   nodes     old         old           old       old, new  new           new
 *
 *             abort, in any phase before contracting: back to the old column alone
 * </pre>
 *
 * <p>{@link org.jettyferry.update.column.ColumnUpdate} is the way in. The table {@code ferry_column} holds the phase and the
 * last key that was copied. Each step does nothing where its work is done, so that a run that was killed at any instant goes
 * on when the same command is run again. The lock of a run is an advisory lock on the connection that does its work, one for
 * each table.
 *
 * <p><b>Nobody waits long.</b> A statement that changes the table gives up its wait for a lock after a moment and tries again,
 * because all statements of the site queue behind it meanwhile. Rows are copied in short transactions.
 *
 * <p><b>Two at a time.</b> The ranges of a large table are copied and compared over two connections where the server is faster
 * so ({@link org.jettyferry.jdbc.Dialect#lanes}). Ranges are disjoint, so that the two never wait for each other; what is
 * recorded are the rows before the first range that has not ended.
 *
 * <p><b>Hazards.</b> Nodes of the new release may start when the phase is {@code expanded}, not sooner: in a row that is not
 * copied they would read NULL. And whatever writes past triggers, such as a session with triggers switched off, parts the
 * columns; {@code status} finds such rows, and {@code contract} refuses.
 */
@NullMarked
package org.jettyferry.update.column;

import org.jspecify.annotations.NullMarked;
