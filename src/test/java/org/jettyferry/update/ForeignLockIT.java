package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The row that another Liquibase program has set: whether that program is proved to be dead. */
class ForeignLockIT {
    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aProgramWithoutAConnectionIsDead(TestDatabase database) throws SQLException {
        lockedBy(database, "web7 (127.0.0.1)");
        SchemaLock lock = lock(database);

        try (Connection living = database.connect()) {
            assertThat(living.isValid(1)).isTrue();
            ForeignHolder holder = lock.state().foreign().orElseThrow();
            assertThat(holder.isDead()).isFalse();
            assertThat(holder.evidence()).contains("it may live: 1 session is connected from its address");
            refused(lock, "web7 (127.0.0.1)", "it may live");
            assertThat(owner(database)).contains("web7 (127.0.0.1)");
        }

        ForeignHolder holder = lock.state().foreign().orElseThrow();
        assertThat(holder.evidence()).isEqualTo("it is dead: no other session is connected that could write");
        lock.release(false);
        assertThat(owner(database)).isEmpty();
        assertThat(lock.state().row()).isEmpty();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aProxyMayHideItsAddress(TestDatabase database) throws SQLException {
        lockedBy(database, "web7 (10.0.0.7)");
        SchemaLock lock = lock(database);

        try (Connection other = database.connect()) {
            assertThat(other.isValid(1)).isTrue();
            assertThat(lock.state().foreign().orElseThrow().evidence())
                    .isEqualTo("it may live: 1 session is connected, though none shows its address");
            refused(lock, "web7", "though none shows its address");
            lock.release(true);
        }
        assertThat(owner(database)).isEmpty();
    }

    @ServerTest({MYSQL, MARIADB})
    void aUserWhoCannotSeeAllSessionsProvesNothing(TestDatabase database) throws SQLException {
        lockedBy(database, "web7 (10.0.0.7)");
        database.execute("create user 'blind' identified by 'b'", "grant all on " + database.name() + ".* to 'blind'");
        try {
            SchemaLock lock = new SchemaLock(
                    Database.connect(new ConnectionSettings(database.url(), Optional.of("blind"), Optional.of("b"))));

            assertThat(lock.state().foreign().orElseThrow().isDead()).isFalse();
            refused(lock, "web7", "is not known");
        } finally {
            database.execute("drop user 'blind'");
        }
    }

    /** Anybody sees how many sessions there are on PostgreSQL, though not whose. */
    @ServerTest(POSTGRESQL)
    void aUserWithoutRightsSeesThatSomebodyIsThere(TestDatabase database) throws SQLException {
        lockedBy(database, "web7 (127.0.0.1)");
        database.execute(
                "create role blind login password 'b'",
                "grant usage, create on schema public to blind",
                "grant all on DATABASECHANGELOGLOCK to blind");
        try {
            SchemaLock lock = new SchemaLock(
                    Database.connect(new ConnectionSettings(database.url(), Optional.of("blind"), Optional.of("b"))));
            try (Connection living = database.connect()) {
                assertThat(living.isValid(1)).isTrue();
                assertThat(lock.state().foreign().orElseThrow().evidence()).contains("though none shows its address");
            }
            assertThat(lock.state().foreign().orElseThrow().isDead()).isTrue();
        } finally {
            database.execute("drop owned by blind", "drop role blind");
        }
    }

    /** Its process is gone at once, its statement only when the server notices. */
    @ServerTest(POSTGRESQL)
    void aKilledLiquibaseIsDeadOnceItsStatementHasEnded(TestDatabase database) throws Exception {
        Files.writeString(
                directory.resolve("changes.sql"),
                "--liquibase formatted sql\n\n--changeset ann:1\nselect pg_sleep(120);\n");
        SchemaLock lock = lock(database);
        try (FerryProcess liquibase =
                FerryCommand.liquibase(database, directory, "update").start()) {
            eventually("Liquibase works", () -> sleeping(database) == 1);
            refused(lock, "it may live");
            liquibase.kill();
            refused(lock, "it may live");
        }
        database.execute("select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(120)%'"
                + " and pid <> pg_backend_pid()");

        lock.release(false);

        assertThat(owner(database)).isEmpty();
    }

    private static void refused(SchemaLock lock, String... parts) {
        assertThatThrownBy(() -> lock.release(false)).isInstanceOfSatisfying(OperatorException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e.getMessage()).contains(parts);
        });
    }

    private static long sleeping(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(
                    connection,
                    "select count(*) from pg_stat_activity where query like 'select pg_sleep(120)%' and state = 'active'");
        }
    }

    /** Lets Liquibase's table be there, and its row be set by another program. */
    private void lockedBy(TestDatabase database, String owner) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", "create table t (a int)");
        Runs.run(new SchemaUpdate(open(database)), site.read(), Runs.control(), UpdateListener.SILENT);
        boolean postgresql = database.server().name().equals("postgresql");
        database.execute("update DATABASECHANGELOGLOCK set LOCKED = " + (postgresql ? "true" : "1") + ", LOCKEDBY = '"
                + owner + "', LOCKGRANTED = current_timestamp");
    }

    private static Optional<String> owner(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, "select LOCKEDBY from DATABASECHANGELOGLOCK where LOCKEDBY is not null")
                    .stream()
                    .findFirst();
        }
    }

    private static SchemaLock lock(TestDatabase database) {
        return new SchemaLock(open(database));
    }

    private static Database open(TestDatabase database) {
        return Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
    }
}
