package org.jettyferry.update.column;

import java.util.List;

/** Knows which nodes still work with the old column. */
@FunctionalInterface
public interface ColumnUsers {
    /** Returns the names of the living nodes whose release reads or writes the old column. */
    List<String> nodesThatNeedTheOldColumn(ColumnChange change);
}
