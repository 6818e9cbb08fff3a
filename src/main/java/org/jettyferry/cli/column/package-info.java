/**
 * The commands that change a column while nodes of two releases run.
 *
 * <p>They parse, ask and show; {@link org.jettyferry.update.column.ColumnUpdate} does the work. All of them take the file of
 * the change, and work on the schema of the connection. With {@code --json} the answer alone goes to standard output.
 */
@NullMarked
package org.jettyferry.cli.column;

import org.jspecify.annotations.NullMarked;
