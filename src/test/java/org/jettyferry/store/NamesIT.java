package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** Stores whose tables are elsewhere, are called otherwise or belong to somebody else; up to 12 and back again. */
class NamesIT {
    private static final int ROWS = 15;

    @ServerTest(ServerKind.POSTGRESQL)
    void quotedNamesKeepTheirCase(TestDatabase database) throws SQLException {
        Map<String, String> quoted = new HashMap<>();
        for (String name :
                List.of("JettySessions", "JettySessionIds", "idx_JettySessions_expiry", "idx_JettySessions_session")) {
            quoted.put(name, '"' + name + '"');
        }
        SmallStore.make(database, 1, ROWS, quoted);
        StoreDump before = StoreDump.of(database);

        assertThatThrownBy(() -> MigrationRequest.upgrade("12").migrate(StoreFixture.store(database)))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("Jetty on this server looks for a table jettysessions");

        StoreNames names = StoreNames.from(
                Map.of(TableNames.TABLE, "\"JettySessions\"", TableNames.IDS_TABLE, "\"JettySessionIds\""));
        there(database, names);
        assertThat(StoreDump.of(database).tables()).containsKey("JettySessions").doesNotContainKey("JettySessionIds");
        back(database, names);
        assertThat(shape(database, "JettySessions")).isEqualTo(shape(before, "JettySessions"));
        assertThat(shape(database, "JettySessionIds")).isEqualTo(shape(before, "JettySessionIds"));
    }

    /** As they stand in the configuration of a Jetty whose tables are called so. */
    @ServerTest(ServerKind.POSTGRESQL)
    void namesInQuotesAreTakenAsTheyAre(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS, SmallStore.called("jettysessions", "jettysessionids"));
        String table = "\"Web Sess\"\"ions\"";
        Map<String, String> quoted = new HashMap<>(SmallStore.called(table, "\"JettySessionIds\""));
        quoted.put("idx_JettySessions_expiry", "expiry");
        quoted.put("idx_JettySessions_session", "session");
        SmallStore.make(database, 1, ROWS, quoted);
        StoreNames names =
                StoreNames.from(Map.of(TableNames.TABLE, table, TableNames.IDS_TABLE, "\"JettySessionIds\""));

        there(database, names);
        back(database, names);
        try (Connection connection = database.connect()) {
            assertThat(Sql.texts(connection, "select tablename from pg_tables where schemaname = 'public'"))
                    .contains("Web Sess\"ions", "JettySessionIds", "jettysessions", "jettysessionids");
        }
    }

    /** As a dump of a Windows server leaves them on a server that tells letters apart. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aTableThatNoNodeLooksForIsRefusedAndItsTwinNamed(TestDatabase database) throws SQLException {
        boolean folds = database.server().name().equals("postgresql");
        String wrong = folds ? "\"JettySessions\"" : "jettysessions";
        String looked = folds ? "jettysessions" : "JettySessions";
        SmallStore.make(
                database,
                1,
                ROWS,
                SmallStore.called(folds ? wrong : wrong, folds ? "jettysessionids" : "JettySessionIds")
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getKey().startsWith("idx")
                                        ? entry.getValue().replace("\"", "")
                                        : entry.getValue())));
        SessionStore store = StoreFixture.store(database);
        assertThat(((Detection.Found) store.detect()).evidence().warnings())
                .anyMatch(warning -> warning.contains("looks for a table " + looked));
        assertThatThrownBy(() -> MigrationRequest.upgrade("12").migrate(store))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("looks for a table " + looked);

        database.execute("create table " + looked + (folds ? " (like " + wrong + " including all)" : " like " + wrong));
        assertThat(((Detection.Found) store.detect()).evidence().warnings())
                .anyMatch(warning ->
                        warning.contains(wrong.replace("\"", "") + (folds ? "\"" : "`") + " (" + ROWS + " rows)")
                                && warning.contains("Jetty uses " + looked));

        StoreNames given = StoreNames.from(
                Map.of(TableNames.TABLE, wrong, TableNames.IDS_TABLE, folds ? "jettysessionids" : "JettySessionIds"));
        there(database, given);
    }

    /** The live table of ids would be set aside by a repair. */
    @ServerTest(ServerKind.MARIADB)
    void aMisspeltNameIsNoDroppedTable(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS, SmallStore.called("WebSessions", "JettySessionIds"));
        for (StoreNames wrong : List.of(
                StoreNames.defaults(),
                StoreNames.from(Map.of(TableNames.TABLE, "jettysessions")),
                StoreNames.from(Map.of(TableNames.TABLE, "WebSesions", TableNames.IDS_TABLE, "JettySessionIds")))) {
            SessionStore store = new SessionStore(StoreFixture.open(database), wrong);
            assertThat(store.detect().id()).isEqualTo("none");
            assertThat(store.detect().advice()).startsWith("Check --table: there is WebSessions.");
            assertThatThrownBy(() -> store.repair(SwapControls.swap())).is(ofKind(Kind.REFUSED));
        }
        database.execute("rename table WebSessions to jettySessions_b20261122112848886");
        assertThat(StoreFixture.store(database).detect().id()).isEqualTo("mixed");
    }

    /** On MySQL a schema is a database, and not that of the connection. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void anotherSchemaAndOtherNames(TestDatabase database) throws SQLException {
        String schema = database.name() + "_x";
        Map<String, String> words = new HashMap<>(Map.of(
                "JettySessions",
                schema + ".WebSessions",
                "JettySessionIds",
                schema + ".WebIds",
                "sessionId",
                "SID",
                "map",
                "attributes"));
        words.put("idx_JettySessions_expiry", "idx_WebSessions_expiry");
        words.put("idx_JettySessions_session", "idx_WebSessions_session");
        StoreNames names = StoreNames.from(Map.of(
                TableNames.SCHEMA,
                schema,
                TableNames.TABLE,
                "WebSessions",
                TableNames.IDS_TABLE,
                "WebIds",
                SessionColumn.SESSION_ID.property(),
                "SID",
                SessionColumn.MAP.property(),
                "attributes"));
        database.execute("create schema " + schema);
        try {
            SmallStore.make(database, 1, ROWS, words);
            there(database, names);
            back(database, names);
            assertThat(StoreDump.of(database).tables()).isEmpty();
            try (Connection connection = database.connect()) {
                assertThat(Sql.number(connection, "select count(distinct SID) from " + schema + ".WebSessions"))
                        .isEqualTo(ROWS - 3); // but the broken blob, the expired one and the twin
            }
        } finally {
            database.execute(
                    "drop schema " + schema + (database.server().name().equals("postgresql") ? " cascade" : ""));
        }
    }

    /** The table of ids that stands beside a store of generation 2 is that of the other store. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void twoStoresOfOneSchemaKeepApart(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        SmallStore.make(
                database,
                2,
                ROWS,
                Map.of(
                        "JettySessions",
                        "JettySessions12",
                        "idx_JettySessions_expiry",
                        "idx_JettySessions12_expiry",
                        "idx_JettySessions_session",
                        "idx_JettySessions12_session"));
        StoreNames names = StoreNames.from(Map.of(TableNames.TABLE, "JettySessions12"));
        SessionStore store = new SessionStore(StoreFixture.open(database), names);
        SessionStore other = StoreFixture.store(database);
        assertThat(store.detect().id()).isEqualTo("2");
        assertThat(other.detect().id()).isEqualTo("1");
        assertThatThrownBy(() -> store.repair(SwapControls.swap())).is(ofKind(Kind.REFUSED));
        assertThatThrownBy(() -> store.plan(Options.downgrade()))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("of another store");

        String run = MigrationRequest.downgrade("9.4").migrate(store).run().id();
        store.restore(run, SwapControls.swap());

        assertThat(((Detection.Found) other.detect()).evidence().ids()).isPresent();
        assertThat(store.backups()).hasSize(1);
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void ownerAndGrantsStay(TestDatabase database) throws SQLException {
        String owner = "owner_" + database.name();
        String reader = "reader_" + database.name();
        SmallStore.make(database, 1, ROWS);
        database.execute(
                "create role " + owner,
                "create role " + reader,
                "grant create on schema public to " + owner,
                "alter table JettySessions owner to " + owner,
                "alter table JettySessionIds owner to " + owner,
                "grant select, update on JettySessions to " + reader);
        try {
            String before = rights(database, reader);
            there(database, StoreNames.defaults());
            assertThat(rights(database, reader)).isEqualTo(before).isEqualTo(owner + ": SELECT, UPDATE");
            back(database, StoreNames.defaults());
            assertThat(rights(database, reader)).isEqualTo(before);
        } finally {
            database.execute(
                    "drop owned by " + owner, "drop owned by " + reader, "drop role " + owner, "drop role " + reader);
        }
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void constraintsAndIndexesAreCalledAfterTheirTable(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        there(database, StoreNames.defaults());
        back(database, StoreNames.defaults());
        try (Connection connection = database.connect()) {
            assertThat(Sql.texts(connection, """
                            select indexname from pg_indexes where tablename in ('jettysessions', 'jettysessionids')
                             order by indexname
                            """))
                    .containsExactly(
                            "idx_jettysessions_expiry",
                            "idx_jettysessions_session",
                            "jettysessionids_pkey",
                            "jettysessions_pkey");
        }
    }

    private static void there(TestDatabase database, StoreNames names) {
        SessionStore store = new SessionStore(StoreFixture.open(database), names);
        MigrationResult result =
                store.migrate(Options.upgrade(), SwapControls.quiet()).orElseThrow();
        assertThat(result.run().tally().rows()).isEqualTo(ROWS - 3);
        assertThat(store.detect().id()).isEqualTo("2");
        assertThat(result.backups())
                .extracting(TableName::schema)
                .containsOnly(store.detect().schema());
    }

    private static void back(TestDatabase database, StoreNames names) {
        SessionStore store = new SessionStore(StoreFixture.open(database), names);
        MigrationResult result =
                store.migrate(Options.downgrade(), SwapControls.quiet()).orElseThrow();
        assertThat(result.run().tally().rows()).isEqualTo(ROWS - 3);
        assertThat(store.detect().id()).isEqualTo("1");
    }

    private static String rights(TestDatabase database, String reader) throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> rights = Sql.texts(connection, """
                    select x.privilege_type from pg_class c cross join lateral aclexplode(c.relacl) x
                     where c.relname = 'jettysessions' and pg_get_userbyid(x.grantee) = ? order by 1
                    """, reader);
            return Sql.text(connection, "select tableowner from pg_tables where tablename = 'jettysessions'") + ": "
                    + String.join(", ", rights);
        }
    }

    private static Optional<String> shape(TestDatabase database, String table) throws SQLException {
        return shape(StoreDump.of(database), table);
    }

    private static Optional<String> shape(StoreDump dump, String table) {
        return Optional.ofNullable(dump.tables().get(table)).map(lines -> lines.get(0));
    }
}
