package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal gives a reason and a remedy, and leaves the database exactly as it was. */
class RefusalIT {
    private static final int ROWS = 12;
    private static final String[] UPGRADE = {"upgrade", "--to", "12", "--yes"};

    @TempDir
    Path directory;

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void objectsThatDependOnTheTablesAreRefused(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        refusedWith(database, "alter table JettySessions add extra int", "columns that are not Jetty's", "extra");
        database.execute("alter table JettySessions drop column extra");
        String mine = "create table mine (id varchar(120), foreign key (id) references JettySessionIds (id))";
        refusedWith(database, mine, "foreign key", "mine");
        database.execute("drop table mine");
        boolean postgres = database.server().name().equals("postgresql");
        if (postgres) {
            refusedWith(database, "create view v as select sessionId from JettySessions", "view v", "Remove them now");
            database.execute(
                    "drop view v", "create function f() returns trigger language plpgsql as 'begin return new; end'");
        }
        String body = postgres ? "execute function f()" : "set new.lastNode = 'x'";
        refusedWith(
                database,
                "create trigger t before insert on JettySessions for each row " + body,
                "trigger t",
                "Remove them now");
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void anUnwritableBackupFolderIsRefusedAtOnce(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        refused(
                database,
                "--backup-dir can't be written to",
                "Name another one",
                line("upgrade", "--to", "12", "--yes", "--backup-dir", "/proc/nowhere"));
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void anUnreachableRegistryIsRefused(TestDatabase database) throws SQLException, IOException {
        SmallStore.make(database, 1, ROWS);
        Files.writeString(directory.resolve("server.properties"), "ferry.registry.url=jdbc:postgresql://127.0.0.1:1/r");
        refused(database, "the registry cannot be read", "--assume-stopped", UPGRADE);
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void aMissingPasswordNamesTheWaysToGiveIt(TestDatabase database) {
        CommandLineHarness harness = new CommandLineHarness(directory);
        Ended ended = harness.run("detect", "--url", database.url(), "--user", database.user());
        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err())
                .contains("no password was given", "--password-file", "FERRY_PASSWORD", "--ask-password");
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void impossibleDirectionsAreRefused(TestDatabase database) throws SQLException {
        refused(database, "there is no table", "check the URL", UPGRADE);
        SmallStore.make(database, 2, ROWS);
        refused(
                database,
                "can't read the blobs as they are",
                "Leave --blobs copy out",
                line("downgrade", "--to", "9.3", "--from", "12", "--blobs", "copy", "--yes"));
        refused(
                database,
                "is older",
                "ferry downgrade --to 9.3",
                line("upgrade", "--to", "9.3", "--from", "12", "--yes"));
        refused(
                database,
                "does not fit",
                "Leave --from out",
                line("downgrade", "--to", "9.3", "--from", "9.2", "--yes"));
        Ended ended = ferry(
                database, line("downgrade", "--to", "9.3", "--yes", "-P", "jetty.session.jdbc.schema.idColumn=SID"));
        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err())
                .contains(
                        "has no column SID",
                        "as jetty.session.jdbc.schema.idColumn says; it has: ",
                        "Nothing was changed");
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aMixedStoreIsRefusedUntilItIsRepaired(TestDatabase database) throws SQLException {
        SmallStore.make(database, 2, ROWS);
        database.execute("create table JettySessionIds (id varchar(120) primary key)");
        String[] downgrade = line("downgrade", "--to", "9.3", "--from", "12", "--yes", "--assume-stopped");
        refused(database, "the store is mixed", "ferry repair", downgrade);

        assertThat(ferry(database, "repair", "--yes", "--assume-stopped").code())
                .isZero();
        assertThat(ferry(database, downgrade).code()).isEqualTo(ExitCode.PARTLY);
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void anUnfinishedRunRefusesOtherOptions(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        Path pause = Files.createFile(directory.resolve("pause"));
        FerryCommand upgrade = FerryCommand.ferry("upgrade", "--to", "12", "--yes", "--pause-file", pause.toString());
        try (FerryProcess process = upgrade.on(database).start().awaitWords("Paused while")) {
            process.kill();
            assertThat(process.outcome().exit()).isEqualTo(137);
        }
        String[] other = line("upgrade", "--to", "9.4.58", "--yes", "--assume-stopped");
        refused(database, "is not ended: ferry upgrade --to 12", "--restart", other);

        assertThat(ferry(database, line("upgrade", "--to", "9.4.58", "--yes", "--assume-stopped", "--restart"))
                        .code())
                .isEqualTo(ExitCode.PARTLY);
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void connectionsOfALiveNodeAreRefused(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        try (Connection node = database.connect()) {
            Sql.texts(node, "select sessionId from JettySessions");
            refused(database, "nodes are still alive", "--assume-stopped", UPGRADE);
            Sql.execute(node, "select 1");
            node.setAutoCommit(false);
            Sql.execute(node, "lock table JettySessionIds in row exclusive mode");
            Sql.execute(node, "select 1");
            refused(database, "nodes are still alive", "Stop every Jetty node", UPGRADE);
        }
    }

    /** PostgreSQL hides from such a user what the sessions of others are and do, but not their locks. */
    @ServerTest(ServerKind.POSTGRESQL)
    void locksOfANodeWithHiddenConnectionsAreRefused(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        String owner = "owner_" + database.name();
        database.execute(
                "create user " + owner + " password 'secret-of-reader'",
                "grant create on schema public to " + owner,
                "alter table JettySessions owner to " + owner,
                "alter table JettySessionIds owner to " + owner);
        try (Connection node = database.connect()) {
            node.setAutoCommit(false);
            Sql.execute(node, "lock table JettySessions in row exclusive mode");
            Sql.execute(node, "select 1");
            refused(as(database, owner), database, "nodes are still alive", "holds a lock", UPGRADE);
        } finally {
            database.execute("drop owned by " + owner, "drop user " + owner);
        }
    }

    /** The program watches for ten seconds, in which the node saves. */
    @ServerTest(ServerKind.MARIADB)
    void sessionsBeingSavedAreRefused(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        String save = "update JettySessions set lastSavedTime = unix_timestamp() * 1000 where sessionId = 'node1s0001'";
        database.execute(save);
        Thread node = new Thread(() -> saveUntilInterrupted(database, save));
        node.start();
        try {
            Ended ended = ferry(database, UPGRADE);
            assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(ended.err()).contains("sessions are being saved right now");
        } finally {
            node.interrupt();
            node.join();
        }
        assertThat(StoreDump.of(database).tables().keySet()).hasSize(2);
    }

    private static void saveUntilInterrupted(TestDatabase database, String save) {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(500);
                database.execute(save);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aUserWithoutRightsIsRefused(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        boolean postgres = database.server().name().equals("postgresql");
        String user = "reader_" + database.name();
        String who = postgres ? user : "'" + user + "'@'%'";
        database.execute(
                postgres
                        ? "create user " + user + " password 'secret-of-reader'"
                        : "create user " + who + " identified by 'secret-of-reader'",
                postgres
                        ? "grant select on JettySessions, JettySessionIds to " + user
                        : "grant select on " + database.name() + ".* to " + who);
        try {
            TestDatabase reader = as(database, user);
            refused(reader, database, "lacks rights", "Connect as the owner", UPGRADE);
            database.execute(
                    postgres
                            ? "grant all on JettySessions, JettySessionIds to " + user
                            : "grant insert, update, delete on " + database.name() + ".* to " + who);
            refused(reader, database, "lacks rights", "create", UPGRADE);
        } finally {
            database.execute(postgres ? "drop owned by " + user : "select 1", "drop user " + who);
        }
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aUserWhoCannotReadGetsTheGrantStatement(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        boolean postgres = database.server().name().equals("postgresql");
        String user = "blind_" + database.name();
        String who = postgres ? user : "'" + user + "'@'%'";
        database.execute("create user " + who + (postgres ? " password " : " identified by ") + "'secret-of-reader'");
        if (!postgres) {
            database.execute("grant insert on " + database.name() + ".* to " + who);
        }
        try {
            TestDatabase blind = as(database, user);
            refused(blind, database, "the user lacks a right", "grant select on ", UPGRADE);
            Ended detect = ferry(blind, "detect", "--json");
            assertThat(detect.code()).as(detect.err()).isEqualTo(ExitCode.REFUSED);
            assertThat(detect.err()).contains("Nothing was changed").hasLineCount(2);
            assertThat(detect.out()).contains("\"code\": \"refused\"", "grant select on ");

            String grants = detect.err().replaceAll("(?s).* run: (.*)\\. Nothing was changed.*", "$1");
            database.execute(grants.split("; ", -1));
            assertThat(ferry(blind, "detect").code()).isZero();
        } finally {
            database.execute(postgres ? "drop owned by " + user : "select 1", "drop user " + who);
        }
    }

    /** Hosting providers grant rights by a pattern of database names. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void rightsOnManyDatabasesAtOnceCount(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        String user = "hosted_" + database.name();
        String pattern = database.name().replace("_", "\\_").replaceFirst(".$", "%");
        database.execute(
                "create user '" + user + "'@'%' identified by 'secret-of-reader'",
                "grant all on `" + pattern + "`.* to '" + user + "'@'%'");
        try {
            Ended ended = ferry(as(database, user), line("upgrade", "--to", "12", "--yes", "--assume-stopped"));
            assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.PARTLY);
        } finally {
            database.execute("drop user '" + user + "'@'%'");
        }
    }

    private static TestDatabase as(TestDatabase database, String user) {
        return new TestDatabase(database.server(), database.name(), database.url(), user, "secret-of-reader");
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aReadOnlyDatabaseIsRefused(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        boolean postgres = database.server().name().equals("postgresql");
        String setting = postgres
                ? "alter database " + database.name() + " set default_transaction_read_only = "
                : "set global read_only = ";
        database.execute(setting + "on");
        try {
            refused(database, "the database is read-only", "Connect to the primary", UPGRADE);
        } finally {
            try (Connection connection =
                    DriverManager.getConnection(database.url(), database.user(), database.password())) {
                Sql.execute(connection, postgres ? "set default_transaction_read_only = off" : "select 1");
                Sql.execute(connection, setting + "off");
            }
        }
        assertThat(ferry(database, line("upgrade", "--to", "12", "--yes", "--assume-stopped"))
                        .code())
                .isEqualTo(ExitCode.PARTLY);
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void errorsAreOneMessageAndNoStackTrace(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        String url = database.url();
        failed(database, url, "wrong-password", "refused the login");
        failed(database, url.replace(database.name(), "no_such_one"), database.password(), "no such database");
        failed(database, url.replaceFirst(":\\d+/", ":1/"), database.password(), "can't be reached");
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void aLockedTableIsAnErrorAfterSomeSeconds(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            Sql.execute(other, "lock table JettySessions");
            failed(database, database.url(), database.password(), "another session holds a lock");
            other.rollback();
        }
    }

    private void failed(TestDatabase database, String url, String password, String reason) throws SQLException {
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.put("FERRY_URL", url);
        harness.environment.put("FERRY_USER", database.user());
        harness.environment.put("FERRY_PASSWORD", password);
        Ended ended = harness.run(UPGRADE);
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err()).contains(reason).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(ended.err().lines().count()).isLessThanOrEqualTo(3);
    }

    private void refusedWith(TestDatabase database, String sql, String reason, String remedy) throws SQLException {
        database.execute(sql);
        refused(database, reason, remedy, UPGRADE);
    }

    private void refused(TestDatabase database, String reason, String remedy, String... line) throws SQLException {
        refused(database, database, reason, remedy, line);
    }

    private void refused(TestDatabase as, TestDatabase database, String reason, String remedy, String... line)
            throws SQLException {
        StoreDump before = StoreDump.of(database);
        Ended ended = ferry(as, line);
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.err()).contains(reason).contains(remedy).doesNotContain("\tat ");
        assertThat(StoreDump.of(database)).isEqualTo(before);
    }

    private Ended ferry(TestDatabase database, String... line) {
        CommandLineHarness harness = new CommandLineHarness(directory);
        harness.environment.put("FERRY_URL", database.url());
        harness.environment.put("FERRY_USER", database.user());
        harness.environment.put("FERRY_PASSWORD", database.password());
        return harness.run(line);
    }

    private static String[] line(String... words) {
        return words;
    }
}
