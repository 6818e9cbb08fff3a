package org.jettyferry.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.TestDatabase;

/** What the tests of the checks ask of a database. */
final class Tables {
    private Tables() {}

    /** Returns the command line with this database in its environment. */
    static CommandLineHarness ferry(Path directory, TestDatabase database) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.put("FERRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry;
    }

    /** Returns the names of the tables in a database. */
    static List<String> of(TestDatabase database) throws SQLException {
        return texts(
                        database,
                        "select table_name from information_schema.tables where table_schema = '"
                                + (database.server().name().equals("postgresql") ? "public" : database.name())
                                + "' order by 1")
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Returns the first column of a query. */
    static List<String> texts(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, sql);
        }
    }
}
