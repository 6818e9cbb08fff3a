package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.nodes.FreshTables;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TableShape;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.Corpus;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.ShopClient;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** A migrated store can't be told from one that a fresh node of the target release made for itself. */
class TableShapesIT {

    @ServerTest(value = MYSQL, wide = POSTGRESQL)
    void equalThoseOfAFreshNode(TestDatabase database) throws SQLException {
        try (JettyNode node = ShopClient.node(JettyRelease.JETTY_9_3, database).start()) {
            new ShopClient().arrive(node);
        }
        SessionStore store = StoreFixture.store(database);

        MigrationRequest.upgrade("9.4").migrate(store);
        assertFresh(JettyRelease.JETTY_9_4, database);
        MigrationRequest.upgrade("12").migrate(store);
        assertFresh(JettyRelease.JETTY_12_1, database);
        MigrationRequest.downgrade("9.4").migrate(store);
        assertFresh(JettyRelease.JETTY_9_4, database);
        MigrationRequest.downgrade("9.3").migrate(store);
        assertFresh(JettyRelease.JETTY_9_3, database);
        MigrationRequest.upgrade("12").blobs(MigrationOptions.Blobs.COPY).migrate(store);
        assertFresh(JettyRelease.JETTY_12_1, database);
        MigrationRequest.downgrade("9.3").dropSessions().migrate(store);
        assertFresh(JettyRelease.JETTY_9_3, database);
        store.purge(store.backups());
        assertFresh(JettyRelease.JETTY_9_3, database);
    }

    /** Also of the tables that are put back, whose indexes and constraints were renamed twice. */
    @ServerTest({POSTGRESQL, MYSQL})
    void equalThoseOfAFreshNodeAfterARestore(TestDatabase database) throws SQLException {
        Corpus.JETTY_9_3.load(database);
        SortedMap<String, TableShape> before = jettys(database);
        SessionStore store = StoreFixture.store(database);

        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        store.restore(run, SwapControls.swap());

        assertThat(jettys(database)).isEqualTo(before);
    }

    /** Types and collations are the operator's choice: a mediumblob stays one, and so does an nvarchar. */
    @ServerTest
    void typesThatAnOperatorChoseAreKept(TestDatabase database) throws SQLException {
        database.execute(StoreFixture.generation(database, 1).toArray(String[]::new));
        database.execute(
                switch (database.server().name()) {
                    case "postgresql" ->
                        new String[] {
                            "alter table JettySessions alter column sessionId type varchar(200) collate \"C\"",
                            "alter table JettySessions alter column maxInterval type numeric(20)"
                        };
                    case "mssql" ->
                        new String[] {
                            "alter table JettySessions drop column lastNode",
                            "alter table JettySessions add lastNode nvarchar(200) collate Latin1_General_BIN2",
                            "alter table JettySessions alter column virtualHost nvarchar(60)"
                        };
                    default ->
                        new String[] {
                            "alter table JettySessions modify map mediumblob",
                            "alter table JettySessions modify lastNode varchar(200) character set latin1 collate latin1_bin"
                        };
                });
        SessionStore store = StoreFixture.store(database);
        StoredRow row = sampleRow("a").withRowId();
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(row));
        Map<String, String> before = types(database);

        MigrationRequest.upgrade("9.4").migrate(store);
        store.purge(store.backups());
        Map<String, String> up = types(database);
        MigrationRequest.downgrade("9.3").migrate(store);
        store.purge(store.backups());

        assertThat(before).containsAllEntriesOf(up);
        assertThat(up).hasSize(12);
        assertThat(types(database)).containsAllEntriesOf(up).hasSize(13); // a new rowId is like the sessionId
        assertThat(MigratedStore.of(database, ReleaseFixture.JETTY_9_3).row("a").number(MAX_INTERVAL))
                .isEqualTo(row.number(MAX_INTERVAL)); // also where it is a decimal number
    }

    private static StoredRow sampleRow(String id) throws SQLException {
        return StoredRow.of(id, Corpus.JETTY_9_3.rows().get(0).blob());
    }

    private static void assertFresh(JettyRelease release, TestDatabase database) throws SQLException {
        assertThat(jettys(database)).isEqualTo(FreshTables.of(release, database.server()));
    }

    /** The tables under Jetty's names; Ferry's own and the backups stand beside them. */
    private static SortedMap<String, TableShape> jettys(TestDatabase database) throws SQLException {
        SortedMap<String, TableShape> shapes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        TableShape.all(database).forEach((name, shape) -> {
            if (name.equalsIgnoreCase("JettySessions") || name.equalsIgnoreCase("JettySessionIds")) {
                shapes.put(name, shape);
            }
        });
        return shapes;
    }

    private static Map<String, String> types(TestDatabase database) throws SQLException {
        return jettys(database).get("JettySessions").columns().stream()
                .collect(Collectors.toMap(
                        TableShape.Column::name,
                        // MariaDB writes the default of a column that may be NULL in capital letters.
                        column -> column.type() + " " + column.more().toLowerCase(Locale.ROOT)));
    }
}
