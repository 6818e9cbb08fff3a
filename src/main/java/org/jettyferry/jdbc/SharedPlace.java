package org.jettyferry.jdbc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema that a connection to its server can be turned to by JDBC's own methods.
 *
 * @param server the URL without the schema
 * @param schema its name
 * @param catalog whether JDBC calls it a catalog
 */
record SharedPlace(String server, String schema, boolean catalog) {
    private static final Pattern MYSQL =
            Pattern.compile("(jdbc:(?:mysql|mariadb)://[^/?#]+/)([A-Za-z0-9_$]+)((?:\\?.*)?)", Pattern.DOTALL);

    /** The server folds other letters of this name; {@code setSchema} would not. */
    private static final Pattern POSTGRESQL = Pattern.compile(
            "(jdbc:postgresql:[^?]*\\?)((?:.*&)?)currentSchema=([a-z_][a-z0-9_]*)((?:&.*)?)", Pattern.DOTALL);

    /**
     * Returns the place that a URL names; empty if its connections cannot be shared with another schema: it names a search
     * path, a database of PostgreSQL without a schema, or a server of another kind.
     */
    static Optional<SharedPlace> of(String url) {
        Matcher mysql = MYSQL.matcher(url);
        if (mysql.matches()) {
            return Optional.of(new SharedPlace(mysql.group(1) + mysql.group(3), mysql.group(2), true));
        }
        Matcher postgresql = POSTGRESQL.matcher(url);
        if (postgresql.matches() && !url.contains("options=") && url.split("currentSchema=", -1).length == 2) {
            return Optional.of(new SharedPlace(
                    postgresql.group(1) + (postgresql.group(2) + postgresql.group(4)).replace("&&", "&"),
                    postgresql.group(3),
                    false));
        }
        return Optional.empty();
    }
}
