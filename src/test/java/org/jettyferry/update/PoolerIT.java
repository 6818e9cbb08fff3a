package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.ReadConnection;
import org.jettyferry.jdbc.ReadPools;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.servers.Ports;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** Updates through PgBouncer. It is no artifact of a Maven repository, so a machine without it skips this. */
class PoolerIT {
    @TempDir
    Path directory;

    @ServerTest(POSTGRESQL)
    void aPoolThatSharesSessionsIsRefused(TestDatabase database) throws Exception {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table a (x int)");
        try (PgBouncer pooler = new PgBouncer(database, "transaction")) {
            SchemaUpdate update = pooler.update();

            assertThatThrownBy(() -> Runs.run(update, site.read(), Runs.control(), UpdateListener.SILENT))
                    .isInstanceOfSatisfying(OperatorException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                        assertThat(e).hasMessageContaining("shares its sessions between clients");
                    });
        }
    }

    @ServerTest(POSTGRESQL)
    void aPoolWithASessionForEachClientIsAsGoodAsNone(TestDatabase database) throws Exception {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table a (x int)");
        try (PgBouncer pooler = new PgBouncer(database, "session")) {
            assertThat(Runs.run(pooler.update(), site.read(), Runs.control(), UpdateListener.SILENT))
                    .isEqualTo(1);
        }
    }

    /** What a look at many schemata sets is gone with its transaction: the next client of the session sees nothing of it. */
    @ServerTest(POSTGRESQL)
    void aLookAtManySchemataLeavesNothingInASharedSession(TestDatabase database) throws Exception {
        database.execute("create schema one", "create schema two");
        try (PgBouncer pooler = new PgBouncer(database, "transaction")) {
            List<ConnectionSettings> schemata = Stream.of("one", "two")
                    .map(name -> pooler.settings("currentSchema=" + name))
                    .toList();
            try (ReadPools pools = new ReadPools(schemata, 1)) {
                for (ConnectionSettings schema : schemata) {
                    Database connected = pools.connect(schema);
                    try (ReadConnection read = connected.openToRead()) {
                        assertThat(schema.url())
                                .endsWith(connected
                                        .dialect()
                                        .server(read.connection())
                                        .currentSchema());
                    }
                }
                try (Connection next =
                        DriverManager.getConnection(pooler.settings("").url(), database.user(), database.password())) {
                    assertThat(Sql.text(next, "show search_path")).contains("public");
                    assertThat(Sql.text(next, "show transaction_read_only")).isEqualTo("off");
                }
            }
        }
    }

    /** A PgBouncer before a database. */
    private final class PgBouncer implements AutoCloseable {
        private final TestDatabase database;
        private final String url;
        private final Process process;

        PgBouncer(TestDatabase database, String mode) throws Exception {
            assumeTrue(
                    Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer")
                            .map(Path::of)
                            .anyMatch(Files::isExecutable),
                    "there is no pgbouncer");
            this.database = database;
            Matcher address = Pattern.compile("//([^:/]+):(\\d+)").matcher(database.url());
            assertThat(address.find()).isTrue();
            int port = Ports.free();
            url = address.replaceFirst("//127.0.0.1:" + port);
            Path config = Files.writeString(directory.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=%s port=%s user=%s password=%s
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = %s
                    ignore_startup_parameters = extra_float_digits, search_path
                    """.formatted(
                            address.group(1), address.group(2), database.user(), database.password(), port, mode));
            process = new ProcessBuilder("sh", "-c", command(config))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                    .start();
            Await.eventually("the pooler", this::answers);
        }

        /** It does not run as root, who could not read the folder's files for another user then. */
        private String command(Path config) {
            return System.getProperty("user.name").equals("root")
                    ? "chmod -R a+rX " + directory
                            + " && PATH=$PATH:/usr/sbin exec setpriv --reuid=65534 --clear-groups" + " pgbouncer "
                            + config
                    : "PATH=$PATH:/usr/sbin exec pgbouncer " + config;
        }

        private boolean answers() {
            try (Connection connection = DriverManager.getConnection(url, database.user(), database.password())) {
                return connection.isValid(1);
            } catch (SQLException e) {
                return false;
            }
        }

        SchemaUpdate update() {
            return new SchemaUpdate(Database.connect(settings("")));
        }

        /** @param more what to add to the URL */
        ConnectionSettings settings(String more) {
            return new ConnectionSettings(
                    more.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + more,
                    Optional.of(database.user()),
                    Optional.of(database.password()));
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor();
        }
    }
}
