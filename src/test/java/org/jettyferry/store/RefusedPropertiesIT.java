package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;

/** What belongs to a session table and can't be kept on the new one is refused by its name, before anything changes. */
class RefusedPropertiesIT {
    @ServerTest
    void whatCantBeKeptIsRefusedByItsName(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 5);
        SessionStore store = StoreFixture.store(database);
        StoreDump before = StoreDump.of(database);
        SoftAssertions softly = new SoftAssertions();

        for (Map.Entry<String, List<String>> item : refused(database).entrySet()) {
            List<String> steps = item.getValue();
            int undo = steps.indexOf("-- undo");
            database.execute(steps.subList(0, undo).toArray(String[]::new));
            softly.assertThatThrownBy(() -> MigrationRequest.upgrade("12").migrate(store))
                    .is(ofKind(Kind.REFUSED))
                    .hasMessageContaining(item.getKey())
                    .extracting(e -> ((OperatorException) e).remedy())
                    .asString()
                    .endsWith("Nothing was changed.");
            database.execute(steps.subList(undo + 1, steps.size()).toArray(String[]::new));
        }

        softly.assertAll();
        assertThat(StoreDump.of(database)).isEqualTo(before);
        MigrationRequest.upgrade("12").migrate(store);
    }

    /** The expected message, and the statements that make and undo its cause. */
    private static Map<String, List<String>> refused(TestDatabase database) {
        Map<String, List<String>> items = new LinkedHashMap<>();
        switch (database.server().name()) {
            case "postgresql" -> postgresql(items);
            case "mssql" -> sqlServer(items);
            case "mariadb" -> mariaDb(items);
            default -> mySql(items);
        }
        return items;
    }

    private static void postgresql(Map<String, List<String>> items) {
        String drop = "drop table site";
        items.put(
                "foreign key site_node of jettysessions",
                List.of(
                        "create table site (name varchar(60) primary key)",
                        "insert into site values ('node1')",
                        "alter table JettySessions add constraint site_node foreign key (lastNode) references site",
                        "-- undo",
                        "alter table JettySessions drop constraint site_node",
                        drop));
        items.put(
                "foreign key site_fk of site",
                List.of(
                        "create table site (r varchar(120), constraint site_fk foreign key (r) references JettySessions)",
                        "-- undo",
                        drop));
        items.put(
                "view site",
                List.of("create view site as select rowId from JettySessions", "-- undo", "drop view site"));
        items.put(
                "materialized view site",
                List.of(
                        "create materialized view site as select rowId from JettySessions",
                        "-- undo",
                        "drop materialized view site"));
        items.put(
                "rule site",
                List.of(
                        "create rule site as on delete to JettySessions do also nothing",
                        "-- undo",
                        "drop rule site on JettySessions"));
        items.put(
                "policy site",
                List.of(
                        "create policy site on JettySessions using (true)",
                        "-- undo",
                        "drop policy site on JettySessions"));
        items.put(
                "row level security",
                List.of(
                        "alter table JettySessions enable row level security",
                        "-- undo",
                        "alter table JettySessions disable row level security"));
        items.put("inherited table site", List.of("create table site () inherits (JettySessions)", "-- undo", drop));
        items.put(
                "parent table site",
                List.of(
                        "create table site (lastNode varchar(60))",
                        "alter table JettySessions inherit site",
                        "-- undo",
                        "alter table JettySessions no inherit site",
                        drop));
        items.put(
                "statistics site",
                List.of(
                        "create statistics site on lastNode, expiryTime from JettySessions",
                        "-- undo",
                        "drop statistics site"));
        items.put(
                "index site on column rowid",
                List.of("create index site on JettySessions (lower(rowId))", "-- undo", "drop index site"));
        items.put(
                "check constraint site on column rowid",
                List.of(
                        "alter table JettySessions add constraint site check (rowId <> '')",
                        "-- undo",
                        "alter table JettySessions drop constraint site"));
        items.put(
                "idx_jettysessions_expiry, which is not as Jetty makes it",
                List.of(
                        "drop index idx_jettysessions_expiry",
                        "create unique index idx_jettysessions_expiry on JettySessions (expiryTime, rowId)",
                        "-- undo",
                        "drop index idx_jettysessions_expiry",
                        "create index idx_jettysessions_expiry on JettySessions (expiryTime)"));
        items.put(
                "no room for a backup's suffix",
                List.of(
                        "create index an_index_of_the_site_with_a_name_that_is_quite_long on JettySessions (lastNode)",
                        "-- undo",
                        "drop index an_index_of_the_site_with_a_name_that_is_quite_long"));
        items.put(
                "function site(",
                List.of(
                        "create function site(r JettySessions) returns int language sql as 'select 1'",
                        "-- undo",
                        "drop function site"));
        items.put("column r of table site", List.of("create table site (r JettySessions)", "-- undo", drop));
        items.put(
                "site_all (for all tables)",
                List.of("create publication site_all for all tables", "-- undo", "drop publication site_all"));
        items.put(
                "site_one (for table jettysessions)",
                List.of("create publication site_one for table JettySessions", "-- undo", "drop publication site_one"));
    }

    private static void both(Map<String, List<String>> items) {
        items.put(
                "foreign key site_node",
                List.of(
                        "create table site (name varchar(60) primary key)",
                        "insert into site values ('node1')",
                        "alter table JettySessions add constraint site_node foreign key (lastNode) references site (name)",
                        "-- undo",
                        "alter table JettySessions drop foreign key site_node",
                        "alter table JettySessions drop index site_node",
                        "drop table site"));
        items.put(
                "view ferry_",
                List.of("create view site as select rowId from JettySessions", "-- undo", "drop view site"));
        items.put(
                "trigger site",
                List.of(
                        "create trigger site before insert on JettySessions for each row set new.lastNode = 'x'",
                        "-- undo",
                        "drop trigger site"));
        items.put(
                "partitioning",
                List.of(
                        "alter table JettySessions partition by key (rowId) partitions 2",
                        "-- undo",
                        "alter table JettySessions remove partitioning"));
        items.put(
                "check constraint site",
                List.of(
                        "alter table JettySessions add constraint site check (createTime > 0)",
                        "-- undo",
                        "alter table JettySessions drop constraint site"));
        items.put(
                "index site on column rowId",
                List.of(
                        "create index site on JettySessions (lastNode, rowId)",
                        "-- undo",
                        "drop index site on JettySessions"));
        items.put(
                "generated column maxInterval",
                List.of(
                        "alter table JettySessions drop column maxInterval, add column maxInterval bigint as (createTime) stored",
                        "-- undo",
                        "alter table JettySessions drop column maxInterval, add column maxInterval bigint after expiryTime",
                        "update JettySessions set maxInterval = 1800"));
    }

    private static void mySql(Map<String, List<String>> items) {
        both(items);
    }

    private static void mariaDb(Map<String, List<String>> items) {
        both(items);
        items.put(
                "system versioning",
                List.of(
                        "alter table JettySessions add system versioning",
                        "-- undo",
                        "alter table JettySessions drop system versioning"));
        items.put(
                "column lastNode, which names column rowId",
                List.of(
                        "alter table JettySessions modify lastNode varchar(60) check (rowId <> '')",
                        "-- undo",
                        "alter table JettySessions modify lastNode varchar(60)"));
    }

    private static void sqlServer(Map<String, List<String>> items) {
        items.put(
                "foreign key site_node",
                List.of(
                        "create table site (name varchar(60) primary key)",
                        "insert into site values ('node1')",
                        "alter table JettySessions add constraint site_node foreign key (lastNode) references site (name)",
                        "-- undo",
                        "alter table JettySessions drop constraint site_node",
                        "drop table site"));
        items.put(
                "schema-bound view site",
                List.of(
                        "create view site with schemabinding as select rowId from dbo.JettySessions",
                        "-- undo",
                        "drop view site"));
        items.put(
                "view site",
                List.of("create view site as select rowId from JettySessions", "-- undo", "drop view site"));
        items.put(
                "check constraint site",
                List.of(
                        "alter table JettySessions add constraint site check (createTime > 0)",
                        "-- undo",
                        "alter table JettySessions drop constraint site"));
        items.put(
                "index site on column rowId",
                List.of(
                        "create index site on JettySessions (lastNode, rowId)",
                        "-- undo",
                        "drop index site on JettySessions"));
    }

    /** The rows of the new conventions are others than those for which the site made its constraint. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aConstraintThatTheNewRowsDoNotFitIsNamed(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        SessionStore store = StoreFixture.store(database);
        StoreDump before = StoreDump.of(database);
        for (String valid : List.of("", " not valid")) {
            database.execute(
                    "alter table JettySessions add constraint site_seconds check (maxInterval < 100000)" + valid);
            assertThatThrownBy(() -> MigrationRequest.upgrade("12").migrate(store))
                    .is(ofKind(Kind.NOT_VERIFIED))
                    .hasMessageContaining("site_seconds");
            database.execute("alter table JettySessions drop constraint site_seconds");
        }
        assertThat(StoreDump.of(database).tables()).containsAllEntriesOf(before.tables());
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void aRegistryIsNotMadeInAPublicationForAllTables(TestDatabase database) throws SQLException {
        database.execute("create publication site_all for all tables");
        Registry registry = new Registry(StoreFixture.open(database));
        assertThatThrownBy(() -> registry.servers().register("green"))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("site_all (for all tables)");
        assertThat(StoreDump.of(database).tables()).isEmpty();
        database.execute("drop publication site_all");
    }
}
