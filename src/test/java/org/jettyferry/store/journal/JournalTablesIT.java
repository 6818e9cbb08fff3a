package org.jettyferry.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.SessionStore;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;

/** A journal of the first shape, which has no table {@code ferry_journal}. */
class JournalTablesIT {
    private static final String FIRST = "journal-1";

    @ServerTest
    void anOldJournalIsUpgradedOnFirstUse(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 10);
        makeOldJournal(database);
        SessionStore store = StoreFixture.store(database);

        MigrationRequest.upgrade("12").migrate(store);

        assertThat(store.detect().id()).isEqualTo("2");
        assertThat(read(database, "select change_set from ferry_journal order by change_set"))
                .isEqualTo(List.copyOf(changeSets(database).keySet()));
        assertThat(read(database, "select code from ferry_quarantine where run_id = 'old'"))
                .containsExactly("TWIN");
        try (Connection connection = database.connect()) {
            String schema = dialect(database).server(connection).currentSchema();
            Journal journal = new Journal(connection, dialect(database), schema);
            assertThat(journal.missing()).isEmpty();
            journal.create();
        }
    }

    @ServerTest
    void lookingLeavesAnOldJournalAsItIs(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 10);
        makeOldJournal(database);
        SessionStore store = StoreFixture.store(database);

        store.detect();
        store.backups();
        try (Connection connection = database.connect()) {
            String schema = dialect(database).server(connection).currentSchema();
            JournalTables tables = new JournalTables(connection, dialect(database), schema);

            assertThat(tables.missing()).anyMatch(statement -> statement.contains("ferry_journal"));
            assertThat(tables.exist()).isTrue();
            assertThat(dialect(database).server(connection).exists(new TableName(schema, "ferry_journal")))
                    .isFalse();
        }
    }

    private static void makeOldJournal(TestDatabase database) throws SQLException {
        database.execute(changeSets(database).get(FIRST).toArray(String[]::new));
        database.execute("insert into ferry_quarantine (run_id, code, reason) values ('old', 'TWIN', 'kept')");
    }

    private static Map<String, List<String>> changeSets(TestDatabase database) {
        return SqlScript.changeSets(dialect(database), "journal", Map.of());
    }

    private static List<String> read(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, sql);
        }
    }

    private static Dialect dialect(TestDatabase database) {
        return StoreFixture.open(database).dialect();
    }
}
