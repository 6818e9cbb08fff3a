package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.GuestLock;

/**
 * The lines of SHOW CREATE TABLE: the only complete description of a table in MySQL and MariaDB, and in a form that the
 * server accepts again. The information schema omits some properties. One line holds one column, index or constraint,
 * and the last one the table options.
 *
 * @param lines without the first one, stripped, without the final commas
 */
record MySqlDefinition(List<String> lines) {
    private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)*)`");
    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'");
    private static final Pattern CONSTRAINT = Pattern.compile("CONSTRAINT `((?:[^`]|``)*)` (CHECK|FOREIGN KEY).*");
    private static final Pattern INDEX =
            Pattern.compile("((?:UNIQUE |FULLTEXT |SPATIAL )?KEY) `((?:[^`]|``)*)` (\\(.*)");

    static MySqlDefinition of(Connection connection, String table) throws SQLException {
        Sql.execute(connection, "set session sql_quote_show_create = 1");
        String text = Sql.rows(connection, row -> row.getString(2), "show create table " + table)
                .get(0);
        return new MySqlDefinition(text.lines()
                .skip(1)
                .map(String::strip)
                .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                .toList());
    }

    /** One line and the name that it defines. */
    record Part(String name, String line) {
        /** Returns the rest of the line after the name. */
        String rest() {
            Matcher name = NAME.matcher(line);
            return name.lookingAt() ? line.substring(name.end()) : line;
        }
    }

    /** Returns the columns in their order. */
    List<Part> columns() {
        return lines.stream()
                .filter(line -> line.startsWith("`"))
                .map(line -> new Part(name(line), line))
                .toList();
    }

    /** Returns the indexes without the primary key's. */
    List<Part> indexes() {
        return lines.stream()
                .map(INDEX::matcher)
                .filter(Matcher::matches)
                .map(index -> new Part(index.group(2).replace("``", "`"), index.group()))
                .toList();
    }

    /** Returns the quoted names in the rest of a line, of columns or others. */
    static List<String> mentioned(Part part) {
        String own = "`" + part.name().replace("`", "``") + "`";
        String rest = part.line().substring(part.line().indexOf(own) + own.length());
        return NAME.matcher(withoutTexts(rest))
                .results()
                .map(name -> name.group(1).replace("``", "`"))
                .toList();
    }

    /** Whether an index consists of just these columns in this order. */
    static boolean isPlain(Part index, List<String> columns) {
        String plain = columns.stream().map(column -> "`" + column + "`").collect(Collectors.joining(",", "(", ")"));
        Matcher parts = INDEX.matcher(index.line());
        return parts.matches()
                && parts.group(1).equals("KEY")
                && parts.group(3).replace(" USING BTREE", "").equalsIgnoreCase(plain);
    }

    /** Returns checks and foreign keys, each as "kind name". */
    List<String> constraints() {
        return lines.stream()
                .map(CONSTRAINT::matcher)
                .filter(Matcher::matches)
                .filter(found -> !found.group(1).startsWith(GuestLock.FENCE))
                .map(found -> (found.group(2).equals("CHECK") ? "check constraint " : "foreign key ")
                        + found.group(1).replace("``", "`"))
                .toList();
    }

    /** Returns the line that begins with these words, such as "PARTITION BY", also inside a version comment. */
    Optional<String> line(String words) {
        return lines.stream()
                .map(line -> line.replaceFirst("^/\\*[!M]+\\d* ", ""))
                .filter(line -> line.startsWith(words))
                .findFirst();
    }

    /** Returns the table options, after the closing bracket. */
    String options() {
        return lines.stream()
                .filter(line -> line.startsWith(")"))
                .findFirst()
                .map(line -> line.substring(1).strip())
                .orElse("");
    }

    /** Removes quoted texts: a comment may contain any words. */
    static String withoutTexts(String part) {
        return TEXT.matcher(part).replaceAll("''");
    }

    private static String name(String line) {
        Matcher name = NAME.matcher(line);
        return name.lookingAt() ? name.group(1).replace("``", "`") : "";
    }
}
