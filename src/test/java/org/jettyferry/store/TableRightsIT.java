package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.ErrorKind;
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

/** Who may see what: a migration opens no table to others, and does not take hidden rows for absent ones. */
class TableRightsIT {
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
}
