package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LockSession;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.update.SchemaLock;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates in processes of their own: killed, stopped, and beside the command line of Liquibase. The statement of the
 * second change set takes as long as the table {@code nap} says.
 */
class RunUpdateIT {
    private static final String NAPPING = "select max(seconds) from nap";

    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aKilledRunIsTakenOverAtOnce(TestDatabase database) throws Exception {
        site(database, 120);
        try (FerryProcess process = update(database).start()) {
            awaitNap(database);
            process.kill();
        }

        FerryProcess.Outcome next = finish(database);

        assertThat(next.out()).startsWith("Running database management...").endsWith("Database management finished");
        everythingRanOnce(database);
    }

    /** The server still has its sessions, so it holds the lock; nobody else can tell what it will do when it goes on. */
    @ServerTest(
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB})
    void aStoppedRunCannotWriteOnceItsLockIsReleased(TestDatabase database) throws Exception {
        Wide.assume("half a minute without a word of a stopped run");
        site(database, 120);
        try (FerryProcess process = update(database).start()) {
            awaitNap(database);
            FerryProcess.Outcome refused = ferry(database, "lock", "release").runHere();
            assertThat(refused.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(String.join("\n", refused.err())).contains("held by a living process");
            assertThat(ferry(database, "lock", "list").runHere().text()).contains("alive", "runs create table");

            process.signal("STOP");
            TimeUnit.SECONDS.sleep(32);
            assertThat(ferry(database, "lock", "list").runHere().text()).contains("silent for");
            FerryProcess.Outcome released = ferry(database, "lock", "release").runHere();
            assertThat(released.exit()).as(released.err().toString()).isZero();
            assertThat(finish(database).text()).contains("updates have run");
            process.signal("CONT");

            assertThat(process.outcome().exit()).isEqualTo(ExitCode.ERROR);
        }
        everythingRanOnce(database);
    }

    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is a shell script")
    void aCommandThatAKilledRunHasLeftRunningIsEndedAndAskedFor(TestDatabase database) throws Exception {
        Files.writeString(
                directory.resolve("updates.yaml"),
                "updates:\n  - command: [sh, -c, '[ -f go ] || sleep 300']\n    name: load\n");
        try (FerryProcess process = update(database).start()) {
            eventually("the command runs", () -> commandRuns(database));
            process.kill();
        }

        FerryProcess.Outcome next = update(database).runHere();

        assertThat(next.exit()).isEqualTo(ExitCode.REFUSED);
        assertThat(next.text()).contains("has left a command running, process");
        assertThat(String.join("\n", next.err())).contains("the command load", "--assume-not-applied");
        assertThat(ferry(database, "update", "list", "--updates", directory.toString())
                        .runHere()
                        .text())
                .containsPattern("the command load +cut off");
        Files.createFile(directory.resolve("go"));
        assertThat(ferry(database, "run-update", "--updates", directory.toString(), "--assume-not-applied")
                        .runHere()
                        .exit())
                .isZero();
    }

    private static boolean commandRuns(TestDatabase database) {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, "select count(*) from ferry_update_command where process_id > 0") == 1;
        } catch (SQLException e) {
            return false; // the table is not there yet
        }
    }

    @ServerTest(
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB})
    void aSecondRunWaitsForTheFirstAndSaysForWhat(TestDatabase database) throws Exception {
        site(database, 12);
        String updates = directory.toString();
        try (FerryProcess first = update(database).start()) {
            awaitNap(database);
            try (FerryProcess second = update(database).start();
                    FerryProcess impatient = ferry(database, "run-update", "--updates", updates, "--wait", "1s")
                            .start()) {
                assertThat(impatient.outcome().exit()).isEqualTo(ExitCode.LOCKED);

                FerryProcess.Outcome outcome = second.outcome();
                assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
                assertThat(outcome.text())
                        .contains("Waiting for the update lock of schema", "; its work: runs create table")
                        .endsWith("Database management finished");
            }
            assertThat(first.outcome().exit()).isZero();
        }
        everythingRanOnce(database);
    }

    @ServerTest(
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB})
    void liquibaseAndFerryKnowWhatTheOtherHasRun(TestDatabase database) throws Exception {
        site(database, 0);
        assertThat(update(database).runHere().exit()).isZero();
        FerryProcess.Outcome status = liquibase(database, "status");
        assertThat(status.text() + status.err()).contains("is up to date");

        add("4", "insert into t values (4, 4)");
        FerryProcess.Outcome theirs = liquibase(database, "update");
        assertThat(theirs.exit()).as(theirs.text() + theirs.err()).isZero();
        assertThat(update(database).runHere().out()).contains(name(database) + ": up to date");

        add("5", "insert into t values (5, 5)");
        assertThat(update(database).runHere().out()).contains(name(database) + ": 1 update has run");
        assertThat(liquibase(database, "validate").exit()).isZero();
        everythingRanOnce(database);
    }

    @ServerTest(POSTGRESQL)
    void schemataOfTheRegistryAreUpdatedByName(TestDatabase database) throws Exception {
        for (String schema : List.of("one", "two", "three")) {
            database.execute("create schema " + schema);
            String url = database.with("currentSchema=" + schema).url();
            assertThat(ferry(database, "schema", "add", schema, "--schema-url", url)
                            .runHere()
                            .exit())
                    .isZero();
        }
        database.execute("create table two.t (a int)"); // in the way
        Files.writeString(directory.resolve("updates.yaml"), "updates:\n  - changelog: changes.sql\n");
        Files.writeString(directory.resolve("changes.sql"), "--liquibase formatted sql\n");
        add("1", "create table t (a int)");
        String updates = directory.toString();

        assertThat(ferry(database, "runupdate", "-n", "one", "--updates", updates)
                        .runHere()
                        .out())
                .contains("one: runs changes.sql::1::ann", "one: 1 update has run");
        FerryProcess.Outcome all = ferry(database, "run-update", "--all", "--parallel", "3", "--updates", updates)
                .runHere();
        assertThat(all.exit()).isEqualTo(ExitCode.PARTLY);
        assertThat(all.out()).contains("one: up to date", "three: 1 update has run");
        assertThat(all.err())
                .anySatisfy(line -> assertThat(line).startsWith("two: an update failed: ERROR: relation \"t\""));

        assertThat(ferry(database, "update", "status", "--all", "--updates", updates)
                        .runHere()
                        .out())
                .contains("one: up to date", "two: 1 update to run", "three: up to date");
        FerryProcess.Outcome unknown =
                ferry(database, "run-update", "four", "--updates", updates).runHere();
        assertThat(unknown.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err().get(0)).contains("there is no schema four");
    }

    private void site(TestDatabase database, int seconds) throws SQLException, IOException {
        database.execute("create table nap (seconds int)", "insert into nap values (" + seconds + ")");
        Files.writeString(directory.resolve("updates.yaml"), "updates:\n  - changelog: changes.sql\n");
        Files.writeString(directory.resolve("changes.sql"), "--liquibase formatted sql\n");
        add("1", "create table t (a int not null primary key, b int)", "insert into t values (1, 1)");
        add("2", "insert into t values (2, 2)", nap(database), "insert into t values (3, 3)");
        add("3", "update t set b = b + 10");
    }

    private static String nap(TestDatabase database) {
        return database.server().name().equals("postgresql")
                ? "create table u as select 1 as x from pg_sleep((" + NAPPING + "))"
                : "create table u as select sleep((" + NAPPING + ")) as x";
    }

    private void add(String id, String... statements) throws IOException {
        Path file = directory.resolve("changes.sql");
        Files.writeString(
                file,
                Files.readString(file) + "\n--changeset ann:" + id + "\n" + String.join(";\n", statements) + ";\n");
    }

    /** Lets the statement that naps be as quick as any, and runs the update. */
    private FerryProcess.Outcome finish(TestDatabase database) throws SQLException {
        database.execute("update nap set seconds = 0");
        FerryProcess.Outcome outcome = update(database).runHere();
        assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
        return outcome;
    }

    private static void everythingRanOnce(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> rows = new ArrayList<>(Sql.texts(connection, "select b from t where a < 4 order by a"));
            assertThat(rows).containsExactly("11", "12", "13");
            assertThat(Sql.number(connection, "select count(*) from u")).isEqualTo(1);
            assertThat(Sql.number(connection, "select count(*) from DATABASECHANGELOGLOCK where LOCKEDBY is not null"))
                    .isZero();
        }
    }

    /** Waits until the statement of the second change set runs. */
    private static void awaitNap(TestDatabase database) throws Exception {
        SchemaLock lock = new SchemaLock(Database.connect(new ConnectionSettings(
                database.url(), Optional.of(database.user()), Optional.of(database.password()))));
        eventually(
                "the second change set runs",
                () -> lock.state().work().map(LockSession::activity).orElse("").contains("create table u"));
    }

    private FerryCommand update(TestDatabase database) {
        return ferry(database, "run-update", "--updates", directory.toString());
    }

    private static FerryCommand ferry(TestDatabase database, String... words) {
        return FerryCommand.ferry(words).on(database);
    }

    private static String name(TestDatabase database) {
        return database.url().replaceFirst("\\?.*", "");
    }

    private FerryProcess.Outcome liquibase(TestDatabase database, String command) {
        return FerryCommand.liquibase(database, directory, command).run();
    }
}
