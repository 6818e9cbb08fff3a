package org.jettyferry.update.column;

/**
 * How far an expansion is that has not ended.
 *
 * @param phase {@link Phase#NONE} if it has not begun
 * @param rowsDone rows that are copied
 * @param rowsTotal rows that the table had when copying began
 */
public record ExpansionProgress(Phase phase, long rowsDone, long rowsTotal) {
    static final ExpansionProgress NOT_BEGUN = new ExpansionProgress(Phase.NONE, 0, 0);
}
