package org.jettyferry.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.database.ConnectionSettings;
import org.jettyferry.database.Database;
import org.jettyferry.database.SqlScript;
import org.jettyferry.servers.TestDatabase;

/** The shipped statements, for a test's database. */
final class Scripts {
    private Scripts() {}

    static Database open(TestDatabase database) {
        return Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
    }

    /** The tables of a generation, with room for large blobs. */
    static List<String> generation(TestDatabase database, int generation) {
        Map<String, String> roomy = Map.of("blob", "longblob");
        return SqlScript.load(open(database).dialect(), "generation-" + generation, roomy);
    }
}
