package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.update.column.ColumnChange;
import org.jettyferry.update.column.ColumnListener;
import org.jettyferry.update.column.ColumnUpdate;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Updates that are no change sets: external commands and the session store; and what is known without Liquibase. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are shell scripts")
class UpdateKindsIT {
    @TempDir
    Path directory;

    private final ToldListener listener = new ToldListener();
    private final List<String> told = listener.told();

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aCommandRunsOnceAtItsPlace(TestDatabase database) throws Exception {
        declare(
                "- changelog: a.sql",
                "- command: [sh, -c, 'echo \"$MODE as $FERRY_USER, $FERRY_PASSWORD\"; echo x >> ran.txt']",
                "  name: reindex",
                "  environment: {MODE: full}",
                "- changelog: b.sql");
        changeLog("a", "create table a (x int)");
        changeLog("b", "create table b (x int)");

        assertThat(run(database)).isEqualTo(3);

        assertThat(told)
                .containsExactly(
                        "a.sql::1::ann",
                        "the command reindex",
                        "full as " + database.user() + ", ***",
                        "b.sql::1::ann");
        assertThat(run(database)).isZero();
        assertThat(directory.resolve("ran.txt")).hasContent("x");
        assertThat(update(database).history())
                .extracting(RanUpdate::name)
                .containsExactly("a.sql::1::ann", "b.sql::1::ann", "the command reindex");
        assertThat(text(database, "select output from ferry_update_command"))
                .isEqualTo("full as " + database.user() + ", ***");
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void aCommandThatFailsStopsWhatIsBehindIt(TestDatabase database) throws Exception {
        declare("- changelog: a.sql", "- command: [./check.sh]", "  name: check", "- changelog: b.sql");
        changeLog("a", "create table a (x int)");
        changeLog("b", "create table b (x int)");
        Path script = Files.writeString(directory.resolve("check.sh"), "#!/bin/sh\necho not yet\nexit 7\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> run(database))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESUMABLE))
                .hasMessage("the command check ended with exit code 7");

        assertThat(tables(database)).contains("a").doesNotContain("b");
        assertThat(text(database, "select output from ferry_update_command")).isEqualTo("not yet");
        Files.writeString(script, "#!/bin/sh\nexit 0\n");
        assertThat(run(database)).isEqualTo(2);
        assertThat(tables(database)).contains("b");
    }

    @ServerTest(POSTGRESQL)
    void aCommandThatTakesTooLongIsEndedWithAllThatItHasStarted(TestDatabase database) throws Exception {
        declare("- command: [sh, -c, 'sleep 300 & echo $! > child; wait']", "  name: slow", "  timeLimit: 1s");

        assertThatThrownBy(() -> run(database)).hasMessageContaining("did not end within 1 s, and was ended");

        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        for (int i = 0; i < 50 && alive(child); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(alive(child)).isFalse();
    }

    /** As a kill of its run leaves it: begun, and the process goes on. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void nobodyGuessesWhetherACommandThatWasCutOffIsDone(TestDatabase database) throws Exception {
        declare("- command: [sh, -c, 'echo again']", "  name: load");
        Update.Command command = (Update.Command) read().updates().get(0);
        Process left = new ProcessBuilder("sleep", "300").start();
        Database opened = open(database);
        try (Connection connection = opened.open()) {
            String schema = opened.dialect().server(connection).currentSchema();
            CommandJournal journal = new CommandJournal(connection, opened.dialect(), schema);
            journal.begin(command);
            journal.process(
                    command,
                    left.pid(),
                    left.info().startInstant().orElseThrow().toEpochMilli());
        }
        assertThat(update(database).status(read()).pending())
                .singleElement()
                .isEqualTo(new PendingUpdate.Command(command, true));

        assertThatThrownBy(() -> run(database))
                .hasMessageContaining("nobody can tell whether its work is done")
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.remedy()).contains("--assume-not-applied"));

        assertThat(left.waitFor(5, TimeUnit.SECONDS)).as("it is ended first").isTrue();
        assertThat(told).first().asString().contains("has left a command running, process " + left.pid());
        assertThat(Runs.run(update(database), read(), Runs.control(Runs.PATIENCE, Doubt.ASSUME_NOT_APPLIED), listener))
                .isEqualTo(1);
        assertThat(told).contains("again");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theSessionStoreIsUpgradedAtItsPlace(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, 20);
        declare("- sessions: 12", "- changelog: a.sql");
        changeLog("a", "create table a (x int)");

        assertThat(run(database)).isEqualTo(2);

        assertThat(told).first().asString().startsWith("the upgrade of the session store to Jetty 12");
        assertThat(number(database, "select count(*) from JettySessions where contextPath is not null"))
                .isPositive();
        assertThat(tables(database)).contains("a");
        assertThat(run(database)).isZero();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theSessionStoreMayHaveOtherNames(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, 20, SmallStore.called("WEB_SESS", "WEB_IDS"));
        declare(
                "- sessions: 12",
                "  properties:",
                "    jetty.session.jdbc.schema.table: WEB_SESS",
                "    jetty.session.jdbc.schema.idsTable: WEB_IDS");

        assertThat(run(database)).isEqualTo(1);

        assertThat(number(database, "select count(*) from WEB_SESS where contextPath is not null"))
                .isPositive();
        assertThat(tables(database)).doesNotContain("WEB_IDS", "web_ids");
        assertThat(run(database)).isZero();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aColumnIsExpandedAtItsPlace(TestDatabase database) throws Exception {
        declare("- changelog: a.sql", "- column: total.yaml", "- changelog: b.sql");
        changeLog("a", "create table orders (id int primary key, cents int not null)");
        changeLog("b", "insert into orders (id, cents) values (1, 250)");
        Files.writeString(
                directory.resolve("total.yaml"),
                "table: orders\nold: cents\nnew: total\ntype: decimal(12,2)\nup: cents / 100.0\ndown: total * 100\n"
                        + "release: \"2.4\"\n");
        assertThat(update(database).plan(read())).contains("-- (its table is not there yet)");

        assertThat(run(database)).isEqualTo(3);

        assertThat(told)
                .containsSubsequence(
                        "a.sql::1::ann", "the expansion of column cents of orders to total", "b.sql::1::ann");
        assertThat(number(database, "select count(*) from orders where total = 2.5"))
                .isEqualTo(1);
        assertThat(run(database)).isZero();
        ColumnUpdate columns = new ColumnUpdate(open(database), Runs.PATIENCE);
        ColumnChange change = ((Update.Column) read().updates().get(1)).change();
        columns.abort(change, ColumnListener.SILENT);
        assertThat(update(database).status(read()).pending())
                .singleElement()
                .satisfies(pending -> assertThat(pending.revertibility()).isEqualTo(Revertibility.UNTIL_CONTRACT));
        assertThat(update(database).plan(read())).containsPattern("add column .total");
        assertThat(run(database)).isEqualTo(1);
        columns.contract(change, "2.5", false, any -> List.of(), ColumnListener.SILENT);
        assertThat(run(database)).isZero();
    }

    /** Its name is of a column that is not there: an expansion that can't begin. */
    @ServerTest({POSTGRESQL, MYSQL})
    void aColumnThatCannotBeExpandedStopsWhatIsBehindIt(TestDatabase database) throws Exception {
        declare("- changelog: a.sql", "- column: total.yaml", "- changelog: b.sql");
        changeLog("a", "create table orders (id int primary key)");
        changeLog("b", "create table b (x int)");
        Files.writeString(
                directory.resolve("total.yaml"),
                "table: orders\nold: cents\nnew: total\ntype: int\nup: cents\ndown: total\nrelease: \"2.4\"\n");

        assertThatThrownBy(() -> run(database))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("cents");

        assertThat(tables(database)).contains("orders").doesNotContain("b");
        assertThat(update(database).status(read()).pending()).hasSize(2);
    }

    @ServerTest(POSTGRESQL)
    void aSchemaWithoutSessionsHasNoStoreToUpgrade(TestDatabase database) throws Exception {
        declare("- sessions: 12.1");

        assertThat(run(database)).isZero();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatHasRunIsKnownWithoutALookAtTheChangeLogs(TestDatabase database) throws Exception {
        declare("- changelog: a.sql");
        changeLog("a", "create table a (x int)");
        UpdateFolder folder = read();
        assertThat(run(database)).isEqualTo(1);
        changeLog("a", "create table a (x bigint)"); // no checksum fits any more

        assertThat(update(database).status(folder).isUpToDate()).isTrue();
        assertThatThrownBy(() -> update(database).validate(folder)).isInstanceOf(OperatorException.class);
        assertThatThrownBy(() -> update(database).status(read())).isInstanceOf(OperatorException.class);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatSomebodyForgetsRunsAgain(TestDatabase database) throws Exception {
        declare("- changelog: a.sql");
        changeLog("a", "create table a (x int)");
        run(database);
        database.execute("drop table a", "delete from DATABASECHANGELOG");

        assertThat(run(database)).isEqualTo(1);
        assertThat(tables(database)).contains("a");
    }

    /** As on a site whose reports read each new table. */
    @ServerTest(POSTGRESQL)
    void whatFerryWritesDownIsItsOwnersAlone(TestDatabase database) throws Exception {
        database.execute("alter default privileges grant select on tables to public");
        declare("- changelog: a.sql", "- command: [sh, -c, 'exit 0']", "  name: load");
        changeLog("a", "create table a (x int)");
        run(database);

        assertThat(tables(database)).contains("ferry_update_mark", "ferry_update_command");
        assertThat(text(
                        database,
                        "select string_agg(distinct table_name, ' ') from information_schema.table_privileges"
                                + " where grantee = 'PUBLIC' and table_schema = 'public'"))
                .isEqualTo("a databasechangelog databasechangeloglock");
    }

    private void declare(String... lines) throws IOException {
        Files.writeString(directory.resolve("updates.yaml"), "updates:\n  " + String.join("\n  ", lines) + "\n");
    }

    private void changeLog(String name, String sql) throws IOException {
        Files.writeString(
                directory.resolve(name + ".sql"), "--liquibase formatted sql\n\n--changeset ann:1\n" + sql + ";\n");
    }

    private UpdateFolder read() {
        return UpdateFolder.read(directory);
    }

    private int run(TestDatabase database) {
        return Runs.run(update(database), read(), Runs.control(), listener);
    }

    private static SchemaUpdate update(TestDatabase database) {
        return new SchemaUpdate(open(database));
    }

    private static Database open(TestDatabase database) {
        return Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
    }

    private static boolean alive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    private static List<String> tables(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, "select lower(table_name) from information_schema.tables");
        }
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.text(connection, sql);
        }
    }
}
