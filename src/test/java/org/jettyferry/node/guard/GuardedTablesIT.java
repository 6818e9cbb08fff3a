package org.jettyferry.node.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;

/** What the guard sees of tables, and in what state it gives a connection back. */
class GuardedTablesIT {
    @ServerTest
    void noTableIsLookedUpInTheCatalog(TestDatabase database) throws Exception {
        assertThat(look(database, "JettySessions").sentence()).contains("there is none yet");

        database.execute("create table JettyXSessions (rowId varchar(60), sessionId varchar(60))");
        assertThat(look(database, "Jetty_Sessions").sentence()).contains("there is none yet");
        assertThat(look(database, "JettyXSessions").kind()).isEqualTo(Verdict.Kind.WRONG);

        database.execute("create table Jetty_Sessions (id varchar(60))");
        assertThat(look(database, "Jetty_Sessions").kind()).isEqualTo(Verdict.Kind.UNKNOWN);
    }

    /** As Jetty's own statements would not find it either. */
    @ServerTest(POSTGRESQL)
    void aTableInASchemaThatIsNotLookedInIsNone(TestDatabase database) throws Exception {
        database.execute("create schema other", "create table other.JettySessions (rowId varchar(60))");
        assertThat(look(database, "JettySessions").sentence()).contains("there is none yet");
    }

    /** A pool that resets nothing would give Jetty's next session what the guard has left behind. */
    @ServerTest
    void aConnectionGoesBackAsItCame(TestDatabase database) throws Exception {
        database.execute("create table JettySessions (sessionId varchar(60))");
        try (Connection connection = database.connect()) {
            connection.setNetworkTimeout(Runnable::run, 77_000);
            connection.setAutoCommit(false);
            List<String> calls = new ArrayList<>();
            new Guard("12.1.12", Map.of(), () -> lent(connection, calls)).tables();

            assertThat(calls).contains("rollback").endsWith("close");
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
            assertThat(connection.getAutoCommit()).isFalse();
        }
    }

    private static Verdict look(TestDatabase database, String table) {
        return new Guard("12.1.12", Map.of("jetty.session.jdbc.schema.table", table), database::connect).tables();
    }

    /** The connection of a pool: closing it does not end it. */
    private static Connection lent(Connection connection, List<String> calls) {
        return (Connection) java.lang.reflect.Proxy.newProxyInstance(
                GuardedTablesIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException ? e.getCause() : e;
                    }
                });
    }
}
