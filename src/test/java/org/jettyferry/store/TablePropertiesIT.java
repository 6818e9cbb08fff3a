package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.registry.Registry;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** What belongs to a session table besides its rows is kept on the new one, or refused by its name before anything changes. */
class TablePropertiesIT {

    @ServerTest
    void allThatCanBeKeptIsThereAfterTheWayUpAndDownAndBack(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        database.execute(kept(database));
        List<String> before = TableCatalog.of(database);
        SessionStore store = StoreFixture.store(database);

        String run = MigrationRequest.upgrade("12").migrate(store).run().id();
        List<String> up = TableCatalog.of(database);
        MigrationRequest.downgrade("9.3").migrate(store);
        assertThat(TableCatalog.of(database)).containsExactlyElementsOf(before);
        MigrationRequest.upgrade("12").migrate(store);
        assertThat(TableCatalog.of(database)).containsExactlyElementsOf(up);
        store.restore(run, SwapControls.swap());
        assertThat(TableCatalog.of(database)).containsExactlyElementsOf(before);
        assertThat(up)
                .filteredOn(line -> line.toLowerCase(Locale.ROOT).contains("site"))
                .hasSizeGreaterThanOrEqualTo(4);
    }

    private static String[] kept(TestDatabase database) {
        return switch (database.server().name()) {
            case "postgresql" ->
                new String[] {
                    "alter table JettySessions set (fillfactor = 70, toast.autovacuum_enabled = false)",
                    "alter table JettySessions set unlogged",
                    "alter table JettySessions replica identity full",
                    "alter table JettySessions rename constraint jettysessions_pkey to site_key",
                    "alter table JettySessions add constraint site_check check (createTime > 0)",
                    "alter table JettySessions add constraint site_late check (expiryTime >= 0) not valid",
                    "alter table JettySessions add constraint site_unique unique (sessionId, contextPath, virtualHost, expiryTime)"
                            + " with (fillfactor = 80) deferrable",
                    "create unique index \"site \"\"index\"\" using\" on JettySessions"
                            + " (lower(sessionId) desc, contextPath, virtualHost, expiryTime) where expiryTime > 0",
                    "create index site_JettySessions_node on JettySessions using hash (lastNode)",
                    "alter table JettySessions cluster on site_unique",
                    "alter table JettySessions alter createTime set not null, alter lastNode set default 'it''s',"
                            + " alter map set storage external, alter lastNode set statistics 500",
                    "comment on table JettySessions is 'the site''s'",
                    "comment on column JettySessions.lastNode is 'a node of the site'",
                    "comment on index site_JettySessions_node is 'an index of the site'",
                    "comment on constraint site_check on JettySessions is 'a check of the site'",
                    "grant select (sessionId, lastNode) on JettySessions to pg_monitor with grant option",
                    "grant insert, delete on JettySessions to pg_monitor"
                };
            case "mssql" ->
                new String[] {
                    "create unique index site_index on JettySessions (sessionId desc, contextPath, virtualHost, expiryTime)"
                            + " include (lastNode) where (expiryTime > 0) with (fillfactor = 80)",
                    "alter table JettySessions alter column createTime bigint not null",
                    "alter table JettySessions add default 'site' for lastNode",
                    "exec sp_addextendedproperty 'MS_Description', 'the site''s', 'schema', 'dbo', 'table', 'JettySessions'",
                    "exec sp_addextendedproperty 'site', 'x', 'schema', 'dbo', 'table', 'JettySessions', 'column', 'lastNode'",
                    "create role site_role",
                    "deny select on JettySessions to site_role",
                    "grant select on JettySessions (sessionId) to site_role"
                };
            default ->
                new String[] {
                    "alter table JettySessions comment = 'site''s; ENGINE=x CHARSET=y', row_format = compressed,"
                            + " key_block_size = 8, add index site_node (lastNode(10), expiryTime),"
                            + " add unique key `site, (x)` (sessionId, contextPath, virtualHost, expiryTime) comment 'c',"
                            + " modify lastNode varchar(60) character set latin1 collate latin1_bin not null default 'si''te'"
                            + " comment 'NOT NULL, `site`', modify createTime bigint not null default 7"
                };
        };
    }

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

    /** A default that opens new tables to others must not open the new session table, nor any table of Ferry's own. */
    @ServerTest(ServerKind.POSTGRESQL)
    void noNewTableIsOpenToOthersByDefault(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        String role = role(database, "reader");
        database.execute(
                "alter default privileges in schema public grant select on tables to " + role + ", public",
                "alter default privileges grant insert on tables to " + role,
                "grant select (sessionId), update on JettySessions to " + role,
                "create function site_open() returns event_trigger language plpgsql as $$ declare made record; begin"
                        + " for made in select * from pg_event_trigger_ddl_commands() where object_type = 'table' loop"
                        + " execute 'grant delete on ' || made.object_identity || ' to " + role + "'; end loop; end $$",
                "create event trigger site on ddl_command_end when tag in ('CREATE TABLE') execute function site_open()");
        SessionStore store = StoreFixture.store(database);

        MigrationRequest.upgrade("12").migrate(store);
        new Registry(StoreFixture.open(database)).servers().register("green");

        assertThat(readers(database)).containsExactly(role + " update jettysessions");
        MigrationRequest.downgrade("9.3").migrate(store);
        assertThat(readers(database))
                .contains(role + " update jettysessions", role + " update jettysessionids")
                .noneMatch(right -> right.matches(".* (insert|select|delete) .*"));
    }

    private static List<String> readers(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, """
                    select distinct case when x.grantee = 0 then 'public' else pg_get_userbyid(x.grantee) end
                           || ' ' || lower(x.privilege_type) || ' ' || c.relname
                      from pg_class c cross join lateral aclexplode(c.relacl) x
                     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and x.grantee <> c.relowner
                       and c.relname !~ '_b[0-9]+$'
                     order by 1
                    """);
        }
    }

    private static String role(TestDatabase database, String name) throws SQLException {
        String role = database.name() + "_" + name;
        database.execute("create role " + role + " login password 'x'");
        return role;
    }

    /** The owner himself sees a part of the rows: whatever he asks for, it is not done with that part. */
    @ServerTest(ServerKind.POSTGRESQL)
    void rowsThatAreHiddenAreNotTakenForNone(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        SessionStore all = StoreFixture.store(database);
        String run = MigrationRequest.upgrade("12").migrate(all).run().id();
        String owner = role(database, "owner");
        database.execute(
                "do $$ declare t name; begin for t in select tablename from pg_tables where schemaname = 'public' loop"
                        + " execute format('alter table %I owner to " + owner + "', t); end loop; end $$",
                "grant all on schema public to " + owner,
                "alter table JettySessions enable row level security",
                "alter table JettySessions force row level security",
                "create policy site on JettySessions using (contextPath = '_shop') with check (true)");
        SessionStore store = new SessionStore(
                Database.connect(new ConnectionSettings(database.url(), Optional.of(owner), Optional.of("x"))),
                StoreNames.defaults());
        StoreDump before = StoreDump.of(database);

        List<Consumer<SessionStore>> commands = List.of(
                SessionStore::detect,
                some -> some.verify(SwapControls.silent()),
                some -> some.plan(MigrationRequest.downgrade("9.3").options()),
                some -> MigrationRequest.downgrade("9.3").migrate(some),
                some -> some.retry(retry(run), SwapControls.silent()),
                some -> some.restore(run, SwapControls.swap()),
                some -> some.repair(SwapControls.swap()));
        for (Consumer<SessionStore> command : commands) {
            assertThatThrownBy(() -> command.accept(store))
                    .is(ofKind(Kind.REFUSED))
                    .hasMessageContaining("policy site");
        }
        database.execute(
                "drop policy site on JettySessions",
                "alter table JettySessions disable row level security",
                "alter table ferry_quarantine enable row level security",
                "alter table ferry_quarantine force row level security");
        assertThatThrownBy(() -> store.retry(retry(run), SwapControls.silent()))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.problem()).isEqualTo(ErrorKind.ROWS_HIDDEN));
        assertThat(StoreDump.of(database)).isEqualTo(before);
    }

    private static RetryOptions retry(String run) {
        return new RetryOptions(Optional.of(run), List.of(), Map.of(), List.of(), List.of());
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
