package org.jettyferry.store.transfer;

import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.detect.Evidence;

/**
 * The table of session ids of generation 1.
 *
 * @param name of the table
 * @param column that holds the id
 */
record IdsTable(TableName name, String column) {
    /** Returns that of a store; empty in generation 2. */
    static Optional<IdsTable> of(Evidence store) {
        return store.ids().flatMap(table -> store.idsColumn().map(column -> new IdsTable(table.name(), column)));
    }
}
