package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableReplacement;

/**
 * Reads the parts of a table from SHOW CREATE TABLE. Rights belong to names here, so they need no statements.
 *
 * <p>A column line that has only a type, as Jetty creates it, needs nothing. Any other line is repeated on the new
 * table with MODIFY, in the server's own words, so comments, defaults and collations are kept without being understood.
 * Names of indexes belong to their table, so the new table can have the final ones from the start.
 */
final class MySqlInventory {
    /** A column as Jetty creates it; the new table already has it. */
    private static final Pattern PLAIN = Pattern.compile(
            " \\w+(?:\\([\\d,]+\\))?(?: unsigned)?(?: CHARACTER SET \\w+)?(?: COLLATE \\w+)?(?: DEFAULT NULL)?",
            Pattern.CASE_INSENSITIVE);

    /** Columns that the server fills; Jetty can't set them. */
    private static final Pattern MADE = Pattern.compile(
            "\\b(?:GENERATED ALWAYS|AS ROW|AUTO_INCREMENT|ON UPDATE)\\b|\\) (?:VIRTUAL|STORED|PERSISTENT)\\b",
            Pattern.CASE_INSENSITIVE);

    /** Options that the new table has anyway, and the value of a counter. */
    private static final Pattern USUAL = Pattern.compile(
            "(?:^| )(?:ENGINE=\\w+|AUTO_INCREMENT=\\d+|(?:DEFAULT )?CHARSET=\\w+|COLLATE=\\w+)",
            Pattern.CASE_INSENSITIVE);

    private final MySqlDefinition definition;
    private final TableReplacement swap;
    private final String fresh;
    private final TableInventory.Builder inventory = new TableInventory.Builder();

    MySqlInventory(Connection connection, Dialect dialect, TableReplacement swap) throws SQLException {
        this.definition = MySqlDefinition.of(connection, swap.old().sql(dialect));
        this.swap = swap;
        this.fresh = swap.fresh().sql(dialect);
    }

    TableInventory read() {
        List<String> changes = new ArrayList<>();
        for (MySqlDefinition.Part column : definition.columns()) {
            column(column).ifPresent(changes::add);
        }
        options().ifPresent(changes::add);
        if (!changes.isEmpty()) {
            inventory.before("alter table " + fresh + " " + String.join(", ", changes));
        }
        indexes();
        return inventory.build();
    }

    /** Returns the full definition of a column, where it has more than a type. */
    private Optional<String> column(MySqlDefinition.Part column) {
        String rest = column.rest();
        if (MADE.matcher(MySqlDefinition.withoutTexts(rest)).find()) {
            inventory.refuse("generated column " + column.name());
            return Optional.empty();
        }
        List<String> missing = swap.has(column.name()) ? missing(column) : List.of();
        if (!missing.isEmpty()) {
            inventory.refuse(
                    "definition of column " + column.name() + ", which names column " + String.join(", ", missing));
        }
        if (swap.isOfKey(column.name())) { // columns are NOT NULL as long as they belong to a key
            rest = rest.replaceFirst(" NOT NULL| DEFAULT NULL", "");
        }
        return !swap.has(column.name()) || PLAIN.matcher(rest).matches()
                ? Optional.empty()
                : Optional.of("modify `" + column.name().replace("`", "``") + "`" + rest);
    }

    /** Returns the table options; not when the engine changes, because options belong to an engine. */
    private Optional<String> options() {
        String options = definition.options();
        String bare = MySqlDefinition.withoutTexts(options);
        if (bare.contains(" DIRECTORY=")) {
            inventory.refuse("data directory");
        }
        if (!bare.matches("(?is).*\\bENGINE=InnoDB\\b.*")) {
            return comment(options);
        }
        String more = withoutUsual(options).strip();
        return more.isEmpty() ? Optional.empty() : Optional.of(more);
    }

    private static Optional<String> comment(String options) {
        return Pattern.compile(" COMMENT=('(?:[^'\\\\]|''|\\\\.)*')")
                .matcher(options)
                .results()
                .map(found -> "COMMENT=" + found.group(1))
                .findFirst();
    }

    /** Removes the usual options; a comment may contain the same words, so it is cut out first. */
    private static String withoutUsual(String options) {
        int comment = options.indexOf(" COMMENT='");
        return comment < 0
                ? USUAL.matcher(options).replaceAll("")
                : USUAL.matcher(options.substring(0, comment)).replaceAll("") + options.substring(comment);
    }

    private void indexes() {
        List<String> kept = new ArrayList<>();
        for (MySqlDefinition.Part index : definition.indexes()) {
            Optional<List<String>> ofJetty = swap.jettyIndex(index.name());
            List<String> missing = missing(index);
            if (ofJetty.isPresent()) {
                if (!MySqlDefinition.isPlain(index, ofJetty.get())) {
                    inventory.refuse("index " + index.name() + ", which is not as Jetty makes it");
                }
            } else if (missing.isEmpty()) {
                kept.add("add " + index.line());
                inventory.index(index.name());
            } else {
                inventory.refuse("index " + index.name() + " on column " + String.join(", ", missing));
            }
        }
        if (!kept.isEmpty()) {
            inventory.after("alter table " + fresh + " " + String.join(", ", kept));
        }
    }

    /** Returns the columns that this part uses and the new table lacks. */
    private List<String> missing(MySqlDefinition.Part part) {
        List<String> old =
                definition.columns().stream().map(MySqlDefinition.Part::name).toList();
        return swap.missing(MySqlDefinition.mentioned(part).stream()
                .filter(name -> old.stream().anyMatch(name::equalsIgnoreCase))
                .toList());
    }
}
