package org.jettyferry.store.detect;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * Finds tables that may be meant if there is none of the configured name: a typing error is more likely than a missing
 * table.
 */
record SimilarTables(Catalog server, StoreNames names) {
    /** Tables that runs make or set aside; they have the columns too, but no node uses them. */
    private static final Pattern OF_A_RUN = Pattern.compile(".*_[bn]\\d{17}");

    /** Returns tables of the same name in different case, and session tables of any name. */
    List<String> of(TableName missing) throws SQLException {
        TreeSet<String> found = new TreeSet<>(server.namedLike(missing));
        for (String name : server.withColumn(missing.schema(), names.column(SessionColumn.EXPIRY_TIME))) {
            if (!OF_A_RUN.matcher(name).matches() && isSessionTable(missing.sibling(name))) {
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    private boolean isSessionTable(TableName name) throws SQLException {
        Optional<Table> table = server.table(name);
        return table.isPresent() && SessionTable.of(table.get(), names).isPresent();
    }
}
