package org.jettyferry.jdbc.sqlserver;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableReplacement;

/**
 * Reads the further indexes; their names belong to their table, so the new table can have the final ones from the
 * start. The catalog has one row for each column of an index, and {@link Part} is such a row. The program writes the
 * statements itself, as the server can't return the definition of an index; an index with a property that it can't
 * write is refused.
 */
final class SqlServerIndexes {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}$");
    private static final String ALL = """
            select i.name, lower(i.type_desc), i.is_unique, i.is_unique_constraint, i.is_disabled, i.ignore_dup_key,
                   i.fill_factor, coalesce(i.filter_definition, ''),
                   c.name, k.is_descending_key, k.is_included_column, i.is_primary_key
              from sys.indexes i
              join sys.index_columns k on k.object_id = i.object_id and k.index_id = i.index_id
              join sys.columns c on c.object_id = k.object_id and c.column_id = k.column_id
             where i.object_id = object_id(?) and i.is_hypothetical = 0
             order by i.name, k.is_included_column, k.key_ordinal, k.index_column_id
            """;

    private final SqlServerTableViews catalog;
    private final Dialect dialect;
    private final TableReplacement swap;
    private final TableInventory.Builder inventory;

    SqlServerIndexes(
            SqlServerTableViews catalog, Dialect dialect, TableReplacement swap, TableInventory.Builder inventory) {
        this.catalog = catalog;
        this.dialect = dialect;
        this.swap = swap;
        this.inventory = inventory;
    }

    void read() throws SQLException {
        Map<String, List<Part>> indexes = new LinkedHashMap<>();
        for (Part part : catalog.rows(Part::read, ALL)) {
            indexes.computeIfAbsent(part.index(), name -> new ArrayList<>()).add(part);
        }
        for (List<Part> index : indexes.values()) {
            if (!index.get(0).key()) { // the new key is as Jetty creates it, clustered or not
                index(index.get(0), index);
            }
        }
    }

    private void index(Part index, List<Part> parts) {
        List<String> columns = parts.stream().map(Part::column).toList();
        Optional<List<String>> ofJetty = ofJetty(index.index(), columns);
        List<String> missing = swap.missing(columns);
        if (index.constraint()) {
            inventory.refuse("unique constraint " + index.index());
        } else if (ofJetty.isPresent()) {
            if (!index.isPlain() || !same(columns, ofJetty.get())) {
                inventory.refuse("index " + index.index() + ", which is not as Jetty makes it");
            }
        } else if (!missing.isEmpty()) {
            inventory.refuse("index " + index.index() + " on column " + String.join(", ", missing));
        } else if (!index.type().equals("nonclustered") || index.disabled()) {
            inventory.refuse((index.disabled() ? "disabled" : index.type()) + " index " + index.index());
        } else {
            inventory.after(create(index, parts));
            inventory.index(index.index());
        }
    }

    /**
     * Finds the index of Jetty with this name. Some compatible servers append a digest to make names unique in a
     * schema.
     */
    private Optional<List<String>> ofJetty(String index, List<String> columns) {
        Optional<List<String>> exact = swap.jettyIndex(index);
        return exact.isPresent() || !DIGEST.matcher(index).find()
                ? exact
                : swap.jettyIndexes().entrySet().stream()
                        .filter(made -> isLonger(index, made.getKey()) && same(columns, made.getValue()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    private static boolean isLonger(String name, String beginning) {
        return name.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private static boolean same(List<String> columns, List<String> others) {
        return String.join(",", columns).equalsIgnoreCase(String.join(",", others));
    }

    private String create(Part index, List<Part> parts) {
        List<String> keys = new ArrayList<>();
        List<String> included = new ArrayList<>();
        for (Part part : parts) {
            String column = dialect.quote(part.column());
            (part.included() ? included : keys).add(part.descending() ? column + " desc" : column);
        }
        List<String> with = new ArrayList<>();
        if (index.ignoresDuplicates()) {
            with.add("ignore_dup_key = on");
        }
        if (index.fillFactor() > 0) {
            with.add("fillfactor = " + index.fillFactor());
        }
        return "create " + (index.unique() ? "unique " : "") + "index " + dialect.quote(index.index()) + " on "
                + swap.fresh().sql(dialect) + " (" + String.join(", ", keys) + ")"
                + (included.isEmpty() ? "" : " include (" + String.join(", ", included) + ")")
                + (index.filter().isEmpty() ? "" : " where " + index.filter())
                + (with.isEmpty() ? "" : " with (" + String.join(", ", with) + ")");
    }

    /** One column of an index, with the properties of the whole index. */
    private record Part(
            String index,
            String type,
            boolean unique,
            boolean constraint,
            boolean disabled,
            boolean ignoresDuplicates,
            int fillFactor,
            String filter,
            String column,
            boolean descending,
            boolean included,
            boolean key) {

        static Part read(ResultSet row) throws SQLException {
            return new Part(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3) == 1,
                    row.getInt(4) == 1,
                    row.getInt(5) == 1,
                    row.getInt(6) == 1,
                    row.getInt(7),
                    row.getString(8),
                    row.getString(9),
                    row.getInt(10) == 1,
                    row.getInt(11) == 1,
                    row.getInt(12) == 1);
        }

        boolean isPlain() {
            return type.equals("nonclustered") && !unique && !disabled && filter.isEmpty() && !descending;
        }
    }
}
