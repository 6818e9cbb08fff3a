package org.jettyferry.node.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.junit.jupiter.api.io.TempDir;

/** Checks what the guard finds in tables, and in which state it returns a connection. */
class GuardedTablesIT {
    @ServerTest
    void noTableIsLookedUpInTheCatalog(TestDatabase database) throws Exception {
        assertThat(look(database, "JettySessions").sentence()).contains("there is none yet");

        database.execute("create table JettyXSessions (rowId varchar(60), sessionId varchar(60))");
        assertThat(look(database, "Jetty_Sessions").sentence()).contains("there is none yet");
        assertThat(look(database, "JettyXSessions").kind()).isEqualTo(CheckResult.Kind.WRONG);

        database.execute("create table Jetty_Sessions (id varchar(60))");
        assertThat(look(database, "Jetty_Sessions").kind()).isEqualTo(CheckResult.Kind.UNKNOWN);
    }

    /** Jetty's own statements would not find it either. */
    @ServerTest(POSTGRESQL)
    void aTableInASchemaThatIsNotLookedInIsNone(TestDatabase database) throws Exception {
        database.execute("create schema other", "create table other.JettySessions (rowId varchar(60))");
        assertThat(look(database, "JettySessions").sentence()).contains("there is none yet");
    }

    /** A run that stands still, and the same run when its process is gone. */
    @ServerTest
    void aRunOfALivingProcessIsSeen(TestDatabase database, @TempDir Path folder) throws Exception {
        SmallStore.make(database, 1, 300);
        Path pause = Files.createFile(folder.resolve("pause"));
        FerryCommand upgrade = FerryCommand.ferry("upgrade", "--to", "12", "--yes", "--pause-file", pause.toString())
                .on(database);
        try (FerryProcess run = upgrade.start().awaitWords("Paused while")) {
            for (String version : new String[] {"9.3.30", "12.1.12"}) {
                CheckResult busy = look(database, version, "JettySessions");
                assertThat(busy.kind()).as(busy.sentence()).isEqualTo(CheckResult.Kind.BUSY);
                assertThat(busy.sentence()).contains("upgrade to Jetty 12");
            }
            run.kill();
            run.outcome();
        }
        eventually(
                "the lock is free",
                () -> look(database, "9.3.30", "JettySessions").kind() == CheckResult.Kind.FINE);
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

    private static CheckResult look(TestDatabase database, String table) {
        return look(database, "12.1.12", table);
    }

    private static CheckResult look(TestDatabase database, String version, String table) {
        return new Guard(version, Map.of("jetty.session.jdbc.schema.table", table), database::connect).tables();
    }

    /** The connection of a pool: closing it does not end it. */
    private static Connection lent(Connection connection, List<String> calls) {
        return (Connection) Proxy.newProxyInstance(
                GuardedTablesIT.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException ? e.getCause() : e;
                    }
                });
    }
}
