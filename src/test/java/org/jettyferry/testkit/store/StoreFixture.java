package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.ConnectionSource;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.TestDatabase;

/** The shipped statements, for a test's database. */
public final class StoreFixture {
    private StoreFixture() {}

    public static Database open(TestDatabase database) {
        return Database.connect(settings(database));
    }

    public static Database open(TestDatabase database, ConnectionSource source) {
        return Database.connect(settings(database), source);
    }

    private static ConnectionSettings settings(TestDatabase database) {
        return new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password()));
    }

    /** Opens a store whose tables have Jetty's own names. */
    public static SessionStore store(TestDatabase database) {
        return new SessionStore(open(database), StoreNames.defaults());
    }

    /** The tables of a generation, with room for large blobs. */
    public static List<String> generation(TestDatabase database, int generation) {
        return generation(database, generation, Map.of());
    }

    /** The tables of a generation under other names, with room for large blobs. */
    public static List<String> generation(TestDatabase database, int generation, Map<String, String> names) {
        Map<String, String> words = new HashMap<>(names);
        words.put("blob", "longblob");
        return SqlScript.load(open(database).dialect(), "generation-" + generation, words);
    }

    /** Makes the tables of a generation and fills them. */
    public static void fill(TestDatabase database, int generation, Collection<StoredRow> rows) throws SQLException {
        database.execute(generation(database, generation).toArray(String[]::new));
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        if (generation == 1) {
            insertIds(database, "JettySessionIds", rows);
        }
    }

    public static void insertIds(TestDatabase database, String table, Collection<StoredRow> rows) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("insert into " + table + " (id) values (?)")) {
            for (String id : rows.stream()
                    .map(StoredRow::id)
                    .filter(id -> id != null)
                    .distinct()
                    .toList()) {
                insert.setString(1, id);
                insert.executeUpdate();
            }
        }
    }
}
