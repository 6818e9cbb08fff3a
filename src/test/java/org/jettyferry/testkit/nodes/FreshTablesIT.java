package org.jettyferry.testkit.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TableShape;
import org.jettyferry.testkit.servers.TestServer;

/** Checks the tables that a real node of each release makes in an empty database. */
class FreshTablesIT {
    @ServerTest({POSTGRESQL, MYSQL})
    void jetty93HasARowIdAndATableOfIds(TestServer server) {
        SortedMap<String, TableShape> tables = FreshTables.of(JettyRelease.JETTY_9_3, server);

        assertThat(tables).containsOnlyKeys(inCaseOf(server, "JettySessionIds"), inCaseOf(server, "JettySessions"));
        TableShape sessions = tables.get("JettySessions");
        assertThat(sessions.columns()).hasSize(13);
        assertThat(sessions.primaryKey()).containsExactly(inCaseOf(server, "rowId"));
        assertThat(lower(sessions)).containsExactly("idx_jettysessions_expiry", "idx_jettysessions_session");
        assertThat(tables.get("JettySessionIds").primaryKey()).containsExactly("id");
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void jetty94HasAKeyOfThreeColumnsAndTwoIndexes(TestServer server) {
        SortedMap<String, TableShape> tables = FreshTables.of(JettyRelease.JETTY_9_4, server);

        assertKeyOfThreeColumns(server, tables);
        assertThat(lower(tables.get("JettySessions")))
                .containsExactly("idx_jettysessions_expiry", "idx_jettysessions_session");
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void jetty12HasAKeyOfThreeColumnsAndOneIndex(TestServer server) {
        SortedMap<String, TableShape> tables = FreshTables.of(JettyRelease.JETTY_12_1, server);

        assertKeyOfThreeColumns(server, tables);
        assertThat(lower(tables.get("JettySessions"))).containsExactly("idx_jettysessions_expiry");
    }

    private static void assertKeyOfThreeColumns(TestServer server, SortedMap<String, TableShape> tables) {
        assertThat(tables).containsOnlyKeys(inCaseOf(server, "JettySessions"));
        TableShape sessions = tables.get("JettySessions");
        assertThat(sessions.columns()).hasSize(12);
        assertThat(sessions.columns().stream().filter(column -> !column.nullable()))
                .hasSize(3);
        assertThat(sessions.primaryKey())
                .containsExactly(
                        inCaseOf(server, "sessionId"),
                        inCaseOf(server, "contextPath"),
                        inCaseOf(server, "virtualHost"));
    }

    private static List<String> lower(TableShape table) {
        return table.indexes().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** PostgreSQL folds names to lower case. */
    private static String inCaseOf(TestServer server, String name) {
        return "postgresql".equals(server.name()) ? name.toLowerCase(Locale.ROOT) : name;
    }
}
