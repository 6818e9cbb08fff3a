package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line of {@code ferry upgrade-schemata} without any Jetty. Many tests are defects of Open-Xchange's tool of that
 * name, which this one must not have.
 */
class UpgradeSchemataCommandIT {
    private static final String[] UPGRADE = {
        "upgrade-schemata", "-n", "green", "--sessions", "leave", "--drain-timeout", "0.2s", "--park", "1s"
    };

    @TempDir
    Path directory;

    @ServerTest(POSTGRESQL)
    void schemataGoInNaturalOrderAlsoThoseWithoutANumber(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_10", "b_3", "shop_2", "plain", "a_3", "7");

        Ended ended = upgrade(site, "--yes");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(site.order()).containsExactly("7", "a_3", "b_3", "plain", "shop_2", "shop_10");
        assertThat(site.schemata()).allMatch(schema -> schema.endsWith(" green"));
    }

    @ServerTest(POSTGRESQL)
    void itGoesOnBehindOneSchemaOrBeginsAtIt(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1", "shop_2", "shop_3");

        assertThat(upgrade(site, "--plan", "-m", "shop_2").out()).contains("1 schema in this order: shop_3");
        assertThat(upgrade(site, "--plan", "--from", "shop_2").out()).contains("in this order: shop_2, shop_3");
        assertThat(upgrade(site, "--plan", "-m", "shop_3").out()).contains("0 schemata");
        assertThat(upgrade(site, "-m", "shop_1", "--from", "shop_2").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.schemata()).containsExactly("shop_1 blue", "shop_2 blue", "shop_3 blue");
    }

    @ServerTest(POSTGRESQL)
    void unknownNamesAreErrors(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1", "shop_2");

        for (List<String> wrong : List.of(
                List.of("-m", "shop_9"),
                List.of("--from", "shop_9"),
                List.of("-k", "shop_1,shop_9"),
                List.of("-k", "shop_1, shop_2"), // the blank belongs to the name
                List.of("-m", "SHOP_1"))) {
            List<String> args = new ArrayList<>(List.of("--yes"));
            args.addAll(wrong);
            Ended ended = upgrade(site, args.toArray(String[]::new));
            assertThat(ended.code()).as(wrong.toString()).isEqualTo(ExitCode.USAGE);
            assertThat(ended.err()).contains("there is no schema", "Its schemata are shop_1, shop_2");
        }
        assertThat(site.schemata()).containsExactly("shop_1 blue", "shop_2 blue");
    }

    @ServerTest(POSTGRESQL)
    void skippedSchemataStayWithOrWithoutABegin(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1", "shop_2", "shop_3", "shop_4");

        assertThat(upgrade(site, "--plan", "-m", "shop_1", "-k", "shop_3").out())
                .contains("in this order: shop_2, shop_4");
        Ended ended = upgrade(site, "--yes", "-k", "shop_1,shop_3");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(site.schemata()).containsExactly("shop_1 blue", "shop_2 green", "shop_3 blue", "shop_4 green");
    }

    @ServerTest(POSTGRESQL)
    void oneSchemaAloneIsSkippedTooAndNoneIsNoFailure(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "only");

        assertThat(upgrade(site, "--yes", "-k", "only").code()).isZero();
        assertThat(site.schemata()).containsExactly("only blue");
        assertThat(upgrade(site, "--yes").code()).isZero();
        assertThat(upgrade(site, "--yes", "--from-server", "blue").code()).isZero();
        assertThat(site.schemata()).containsExactly("only green");
    }

    @ServerTest(POSTGRESQL)
    void aServerIsMeantByItsNameAndNoPattern(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1");

        assertThat(site.run("upgrade-schemata", "-n", "gree?", "--plan").out())
                .contains("The server gree? will be registered");
        assertThat(site.run("upgrade-schemata", "-n", "gr%", "--plan").out())
                .contains("The server gr% will be registered");
        assertThat(upgrade(site, "--yes", "--from-server", "b*").err()).contains("there is no server b*");
        assertThat(site.run("server", "list", "--csv").out().lines()).hasSize(3);
        assertThat(site.schemata()).containsExactly("shop_1 blue");
    }

    @ServerTest(POSTGRESQL)
    void theAnswerAbortAndTheEndOfTheInputAbort(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1");

        Ended aborted = site.typing(List.of("abort"), UPGRADE);
        assertThat(aborted.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(aborted.out())
                .contains("WARNING: The specified server is already registered with id '", "OK, aborting upgrade");
        assertThat(site.typing(List.of(), UPGRADE).code()).isEqualTo(ExitCode.ABORTED);
        assertThat(site.typing(List.of("continue"), UPGRADE).code()).isEqualTo(ExitCode.ABORTED);
        assertThat(upgrade(site).code()).as("no terminal").isEqualTo(ExitCode.ABORTED);
        assertThat(site.schemata()).containsExactly("shop_1 blue");

        Ended done = site.typing(List.of("Continue", "y", "continue", "yes"), UPGRADE);
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out())
                .contains("Unrecognized command: 'Continue'", "Unrecognized command: 'y'", "OK, proceeding with the");
        assertThat(site.schemata()).containsExactly("shop_1 green");
    }

    @ServerTest(POSTGRESQL)
    void theFirstFailureStopsAndTheStatusSaysWhatIsClosed(TestDatabase database) throws SQLException {
        RollingSiteFixture site = failing(database);

        Ended ended = upgrade(site, "--yes", "--on-failure", "keep");

        assertThat(ended.code()).isEqualTo(ExitCode.PARTLY);
        assertThat(site.schemata()).containsExactly("shop_1 green", "shop_2 blue closed", "shop_3 blue");
        Ended status = site.run("upgrade-schemata", "--status");
        assertThat(status.code()).isZero();
        assertThat(status.out())
                .contains("1 of 3 schemata moved, 1 failed")
                .contains(
                        "shop_2: nodes could not let go of the sessions of shop_2: web-old1 (Jetty 12.1.14, node old1): disk full")
                .contains("CLOSED, and nobody serves them: shop_2")
                .contains("go on: ferry upgrade-schemata -n green --from-server blue")
                .containsPattern("shop_3 +waiting");
        assertThat(JsonParser.parseString(site.run("upgrade-schemata", "--status", "--json")
                                .out())
                        .getAsJsonObject()
                        .get("next")
                        .getAsString())
                .startsWith("CLOSED");

        site.answer("old1", "shop_2", "");
        assertThat(site.run("upgrade-schemata", "--resume", "--yes", "--sessions", "leave")
                        .code())
                .isZero();
        assertThat(site.schemata()).containsExactly("shop_1 green", "shop_2 green", "shop_3 green");
        assertThat(site.order()).containsExactly("shop_1", "shop_2", "shop_3");
    }

    @ServerTest(POSTGRESQL)
    void withForceTheOthersGoOnAndTheFailedOneIsNotOpenedThere(TestDatabase database) throws SQLException {
        RollingSiteFixture site = failing(database);

        assertThat(upgrade(site, "--yes", "-f").code()).isEqualTo(ExitCode.PARTLY);

        assertThat(site.schemata()).containsExactly("shop_1 green", "shop_2 blue", "shop_3 green");
        assertThat(site.run("upgrade-schemata", "--status").out()).contains("failed, open on the old server");
    }

    @ServerTest(POSTGRESQL)
    void failedUpdatesLeaveTheSchemaClosedOnTheOldServer(TestDatabase database) throws Exception {
        RollingSiteFixture site = site(database, "shop_1", "shop_2");
        Files.writeString(
                directory.resolve("updates.yaml"), "updates:\n  - command: [sh, -c, '[ -f go ]']\n    name: load\n");
        String[] with = {"--yes", "--updates", directory.toString(), "-A", "admin", "-P", "secret"};

        Ended ended = upgrade(site, with);
        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(site.schemata()).containsExactly("shop_1 blue closed", "shop_2 blue");
        assertThat(ended.out()).contains("CLOSED, and nobody serves them: shop_1");

        Files.createFile(directory.resolve("go"));
        Ended again = upgrade(site, with);
        assertThat(again.code()).as(again.out() + again.err()).isZero();
        assertThat(site.schemata()).containsExactly("shop_1 green", "shop_2 green");
    }

    @ServerTest(POSTGRESQL)
    void updatesThatAreRefusedAreRefusedBeforeTheSchemaIsClosed(TestDatabase database) throws Exception {
        RollingSiteFixture site = site(database, "shop_1");
        Path yaml = directory.resolve("updates.yaml");
        Files.writeString(yaml, "notRevertible: refuse\nupdates:\n  - command: [sh, -c, 'exit 0']\n    name: load\n");

        Ended ended = upgrade(site, "--yes", "--updates", directory.toString());
        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.out()).contains("these updates can't be taken back: the command load");
        assertThat(site.schemata()).containsExactly("shop_1 blue");

        Ended accepted = upgrade(site, "--yes", "--updates", directory.toString(), "--accept-not-revertible");
        assertThat(accepted.code()).as(accepted.out() + accepted.err()).isZero();
        assertThat(site.schemata()).containsExactly("shop_1 green");
    }

    @ServerTest(POSTGRESQL)
    void anEmptySchemaMovesLikeAnyOther(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1");
        site.run("schema", "add", "empty_1", "--server", "blue");

        assertThat(upgrade(site, "--yes").code()).isZero();
        assertThat(site.schemata()).containsExactly("shop_1 green", "empty_1 green");
    }

    @ServerTest(POSTGRESQL)
    void aCanaryGoesFirstAndTheOthersWaitForAYes(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1", "shop_2", "shop_3");
        String[] canary = args("--yes", "--canary", "shop_2");

        Ended nobody = site.run(canary);
        assertThat(nobody.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nobody.err()).contains("nobody could accept the canary shop_2");
        assertThat(site.typing(List.of(), args("--yes", "--canary", "shop_9")).code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(site.schemata()).allMatch(schema -> schema.endsWith(" blue"));

        Ended no = site.typing(List.of("maybe", "no"), canary);
        assertThat(no.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(no.out())
                .contains("Unrecognized answer: 'maybe'", "ferry upgrade-schemata --resume", "--from-server green");
        assertThat(site.schemata()).containsExactly("shop_1 blue", "shop_2 green", "shop_3 blue");
        assertThat(site.order()).containsExactly("shop_2", "shop_1", "shop_3");

        String[] resume = {"upgrade-schemata", "--resume", "--sessions", "leave"};
        assertThat(site.run(resume).code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.typing(List.of(), resume).code()).isEqualTo(ExitCode.ABORTED);
        Ended yes = site.typing(List.of("yes"), resume);
        assertThat(yes.code()).as(yes.err()).isZero();
        assertThat(site.schemata()).allMatch(schema -> schema.endsWith(" green"));
    }

    @ServerTest(POSTGRESQL)
    void anAcceptedCanaryIsNotAskedForAgain(TestDatabase database) throws SQLException {
        RollingSiteFixture site = failing(database);

        assertThat(site.typing(List.of("yes"), args("--yes", "--canary", "shop_1"))
                        .code())
                .isEqualTo(ExitCode.PARTLY);
        site.answer("old1", "shop_2", "");
        assertThat(site.run("upgrade-schemata", "--resume", "--sessions", "leave")
                        .code())
                .isZero();
        assertThat(site.schemata()).allMatch(schema -> schema.endsWith(" green"));
    }

    @ServerTest(POSTGRESQL)
    void aCanaryThatFailsStopsTheOthersAlsoWithForce(TestDatabase database) throws SQLException {
        RollingSiteFixture site = failing(database);

        Ended ended = site.typing(List.of("yes"), args("--yes", "-f", "--canary", "shop_2"));

        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(site.schemata()).containsExactly("shop_1 blue", "shop_2 blue", "shop_3 blue");
    }

    @ServerTest(POSTGRESQL)
    void theReportIsWrittenAndItsPlaceIsCheckedFirst(TestDatabase database) throws Exception {
        RollingSiteFixture site = failing(database);

        assertThat(upgrade(site, "--yes", "--report", "nowhere/report.html").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(site.schemata()).allMatch(schema -> schema.endsWith(" blue"));
        upgrade(site, "--yes", "--on-failure", "keep", "--report", "report.html");
        assertThat(Files.readString(directory.resolve("report.html")))
                .contains("<h2>shop_2</h2>", "disk full", "CLOSED, and nobody serves them: shop_2");
        site.run("upgrade-schemata", "--status", "--report", "again.html");
        assertThat(Files.readString(directory.resolve("again.html"))).contains("<h2>shop_1</h2>");
    }

    /** Three schemata, of which a node of the old server cannot let go of the second. */
    private RollingSiteFixture failing(TestDatabase database) throws SQLException {
        RollingSiteFixture site = site(database, "shop_1", "shop_2", "shop_3");
        site.node("old1", "blue", 0);
        site.answer("old1", "shop_1", "");
        site.answer("old1", "shop_2", "disk full");
        site.answer("old1", "shop_3", "");
        return site;
    }

    private RollingSiteFixture site(TestDatabase database, String... schemata) throws SQLException {
        return RollingSiteFixture.of(database, directory, schemata);
    }

    private static Ended upgrade(RollingSiteFixture site, String... more) {
        return site.run(args(more));
    }

    private static String[] args(String... more) {
        List<String> args = new ArrayList<>(List.of(UPGRADE));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }
}
