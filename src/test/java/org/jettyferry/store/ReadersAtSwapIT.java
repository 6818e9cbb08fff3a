package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.NullListener;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/** While the old rows are compared with the new ones, just before the swap, only writers have to wait. */
class ReadersAtSwapIT {
    private static final int ROWS = 30;
    private static final int HELD = 1500;

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void nodesReadTheOldTableUntilItIsRenamed(TestDatabase database) throws SQLException {
        for (MigrationOptions options :
                List.of(Options.upgrade(), Options.upgrade().asLive())) {
            SmallStore.wipe(database);
            SmallStore.make(database, 1, ROWS);
            Node node = new Node(database);
            Database watched = StoreFixture.open(database, node::open);

            new SessionStore(watched, StoreNames.defaults()).migrate(options, SwapControls.quiet());

            assertThat(node.experience)
                    .as(options.live() ? "live" : "")
                    .containsExactly("reads " + ROWS, "can't write", "reads " + ROWS, "can't write");
        }
    }

    /** As autovacuum does on a table that was just filled: it yields, but only after a second. */
    @ServerTest(ServerKind.POSTGRESQL)
    void readersDoNotWaitForWhatTheServerDoesToTheOtherTables(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        try (Connection vacuum = database.connect()) {
            vacuum.setAutoCommit(false);
            MigrationListener listener = new NullListener() {
                @Override
                public void step(Run.Step step, String what) {
                    if (step == Run.Step.SWAP) {
                        holdOtherTables(vacuum);
                    }
                }
            };
            MigrationControl control =
                    new MigrationControl(RateLimit.full(), true, false, Optional.empty(), plan -> true, listener);

            MigrationResult result = StoreFixture.store(database)
                    .migrate(Options.upgrade(), control)
                    .orElseThrow();

            assertThat(result.swapMillis()).isLessThan(HELD / 2);
        }
    }

    private static void holdOtherTables(Connection vacuum) {
        try {
            for (String table :
                    Sql.texts(vacuum, "select tablename from pg_tables where tablename like 'jettysession%'")) {
                if (!table.equals("jettysessions")) {
                    Sql.execute(vacuum, "lock table " + table + " in share update exclusive mode");
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        CompletableFuture.delayedExecutor(HELD, TimeUnit.MILLISECONDS).execute(() -> {
            try {
                vacuum.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Comes between comparison and rename, when the backups of both tables are noted, with all locks of the swap held. */
    private record Node(TestDatabase database, List<String> experience) {
        Node(TestDatabase database) {
            this(database, new ArrayList<>());
        }

        Connection open(String url, Properties properties) throws SQLException {
            Connection real = DriverManager.getConnection(url, properties);
            return (Connection) Proxy.newProxyInstance(
                    Node.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")
                                && arguments[0].toString().startsWith("insert into")
                                && arguments[0].toString().contains("ferry_backup")) {
                            lookIn();
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private void lookIn() throws SQLException {
            try (Connection connection = database.connect()) {
                boolean postgres = database.server().name().equals("postgresql");
                Sql.execute(connection, postgres ? "set lock_timeout = '1s'" : "set lock_wait_timeout = 1");
                experience.add("reads " + Sql.number(connection, "select count(*) from JettySessions"));
                experience.add(writes(connection) ? "writes" : "can't write");
            }
        }

        private static boolean writes(Connection connection) {
            try {
                Sql.update(connection, "update JettySessions set accessTime = accessTime + 1");
                return true;
            } catch (SQLException e) {
                return false;
            }
        }
    }
}
