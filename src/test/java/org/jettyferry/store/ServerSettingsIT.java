package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** What a site's server forbids or cuts short, for people who type or for its replicas, stops no run. */
class ServerSettingsIT {
    private static final int ROWS = 20;

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void tablesAndStatementsWithoutAKeyAndLongAnswers(TestDatabase database) throws Exception {
        fill(database);
        goesUpAndDown(StoreFixture.store(strict(database)));
    }

    /** No row may be deleted from a published table that has no key: it is for an operator who knows that nobody subscribes. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aPublicationOfAllTables(TestDatabase database) throws Exception {
        database.execute("create publication everything for all tables");
        fill(database);
        SessionStore store = StoreFixture.store(database);
        assertThatThrownBy(() -> goesUpAndDown(store))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("everything (for all tables)");
        goesUpAndDown(store, SwapControls.ignoringPublications());
    }

    private static void fill(TestDatabase database) throws Exception {
        List<StoredRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(SampleSession.row("good" + i, Map.of("user", "alice")));
        }
        rows.add(SampleSession.row("wide", Map.of("n".repeat(70_000), "much too long")));
        StoreFixture.fill(database, 1, rows);
    }

    private static void goesUpAndDown(SessionStore store) {
        goesUpAndDown(store, SwapControls.quiet());
    }

    private static void goesUpAndDown(SessionStore store, MigrationControl control) {
        MigrationResult up =
                store.migrate(MigrationRequest.upgrade("12").options(), control).orElseThrow();
        assertThat(up.quarantine()).containsExactly(Map.entry("NAME_TOO_LONG", 1L));
        assertThat(up.run().tally().rows()).isEqualTo(ROWS);
        RetryOptions drop = new RetryOptions(Optional.empty(), List.of("nnnn*"), Map.of(), List.of(), List.of());
        assertThat(store.retry(drop, SwapControls.silent()).migrated()).isEqualTo(1);
        MigrationResult down = store.migrate(MigrationRequest.downgrade("9.3").options(), control)
                .orElseThrow();
        assertThat(down.run().tally().rows()).isEqualTo(ROWS + 1);
        store.purge(store.backups(), List.of(up.run().id()));
        assertThat(store.detect().seen().orElseThrow().survey().rows()).isEqualTo(ROWS + 1);
    }

    private static TestDatabase strict(TestDatabase database) {
        String settings = "sql_safe_updates=1,sql_select_limit=3,sql_big_selects=0,completion_type=2"
                + (database.server().name().equals("mysql") ? ",sql_require_primary_key=1" : "");
        return database.with("sessionVariables=" + settings);
    }
}
