package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * Finds the rights that the user lacks, from the text of SHOW GRANTS: no function of the server answers that. The text
 * shows direct grants only. With active roles the result would be unreliable; then nothing is reported, and the server
 * refuses the statement itself.
 */
record MySqlRights(Connection connection, Dialect dialect) {
    private static final Pattern GRANT = Pattern.compile("^GRANT (?<rights>.+?) ON (?<on>\\*|`(?:[^`]|``)+`)\\.");
    private static final Pattern LIKE = Pattern.compile("\\\\.|.", Pattern.DOTALL);

    /** Returns the missing rights as GRANT statements; the tables are in one schema. */
    List<String> missing(List<TableName> tables) throws SQLException {
        if (tables.isEmpty() || usesRoles()) {
            return List.of();
        }
        String schema = tables.get(0).schema();
        Set<String> granted = granted(schema);
        if (granted.contains("ALL PRIVILEGES")) {
            return List.of();
        }
        Set<String> missing = new TreeSet<>(
                Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX", "LOCK TABLES"));
        missing.removeAll(granted);
        return missing.isEmpty()
                ? List.of()
                : List.of("grant " + String.join(", ", missing).toLowerCase(Locale.ROOT) + " on "
                        + dialect.quote(schema) + ".* to current_user()");
    }

    /** Whether the user has no right to see triggers. */
    boolean hidesTriggers(String schema) throws SQLException {
        return !usesRoles() && Collections.disjoint(granted(schema), Set.of("ALL PRIVILEGES", "TRIGGER"));
    }

    private Set<String> granted(String schema) throws SQLException {
        return Sql.texts(connection, "show grants").stream()
                .map(GRANT::matcher)
                .filter(grant -> grant.find() && covers(grant.group("on"), schema))
                .flatMap(grant -> Stream.of(grant.group("rights").split(",")))
                .map(right -> right.strip().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Whether a grant covers a schema; the database in a grant is a LIKE pattern. */
    private static boolean covers(String granted, String schema) {
        if (granted.equals("*")) {
            return true;
        }
        StringBuilder pattern = new StringBuilder();
        Matcher parts = LIKE.matcher(granted.substring(1, granted.length() - 1).replace("``", "`"));
        while (parts.find()) {
            String part = parts.group();
            pattern.append(
                    switch (part) {
                        case "%" -> ".*";
                        case "_" -> ".";
                        default -> Pattern.quote(part.length() == 2 ? part.substring(1) : part);
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                .matcher(schema)
                .matches();
    }

    private boolean usesRoles() {
        try {
            return !List.of("", "NONE").contains(Sql.text(connection, "select current_role()"));
        } catch (SQLException e) {
            return true; // a server without roles
        }
    }
}
