package org.jettyferry.cli.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.testkit.store.Options;
import org.junit.jupiter.api.Test;

/** The output of the commands on a store, and the durations that they read. */
class StoreTextTest {
    private final StringWriter shown = new StringWriter();
    private final PrintWriter out = new PrintWriter(shown, true);

    @Test
    void spansOfTimeAreRead() {
        assertThat(new DurationConverter().convert("14d")).isEqualTo(Duration.ofDays(14));
        assertThat(new DurationConverter().convert("12H")).isEqualTo(Duration.ofHours(12));
        assertThat(new DurationConverter().convert("PT5M")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anAbsentStoreIsGenerationNone() {
        JsonPrinter.print(
                out, DetectJson.of(new Detection.Absent("public", "JettySessions", List.of(), List.of("other"))));

        JsonObject json = JsonParser.parseString(shown.toString()).getAsJsonObject();
        assertThat(json.get("generation").getAsString()).isEqualTo("none");
        assertThat(json.get("schema").getAsString()).isEqualTo("public");
        assertThat(json.get("advice").getAsString()).contains("--schema");
    }

    @Test
    void aLogGetsFewLines() {
        long[] now = {0};
        LineProgress progress = new LineProgress(out, () -> now[0]);
        progress.step(Run.Step.FILL, "rewrite");

        for (int done = 0; done <= 1000; done++) {
            now[0] += 50_000_000;
            progress.progress(done, 1000);
        }

        assertThat(shown.toString().lines()).hasSize(11);
        assertThat(shown.toString()).contains("500 of 1,000 rows, 20 rows/s, 25 s left");
    }

    @Test
    void oneRowIsARow() {
        Rate rate = new Rate(0, 0);

        assertThat(rate.sentence(1, 1, 1_000_000_000)).startsWith("1 of 1 row, ");
        assertThat(rate.afterBar(1, 1, 1_000_000_000)).startsWith("1/1 row (");
        assertThat(rate.sentence(1, 2, 1_000_000_000)).startsWith("1 of 2 rows, ");
    }

    /** Also if the bar was drawn only once. */
    @Test
    void aBarEndsItsLineBeforeTheNextIsWritten() {
        long[] now = {0};
        try (BarProgress progress = new BarProgress(out, () -> now[0])) {
            progress.progress(1000, 1000);
            progress.note("make keys and indexes");
            progress.progress(7, 1000);
            now[0] = 500_000_000;
            progress.progress(17, 1000);
        }

        assertThat(shown.toString().lines())
                .contains("make keys and indexes")
                .filteredOn(line -> line.contains("rows"))
                .isNotEmpty()
                .allMatch(line -> line.matches(" *\\d+% \\[=* *] \\d+/1000 rows( \\(.* left\\) \\d+ rows/s)?"))
                .allMatch(line -> line.length() < 80);
        assertThat(shown.toString()).contains("] 17/1000 rows (49 s left) 20 rows/s");
        assertThat(shown.toString()).endsWith(System.lineSeparator());
    }

    @Test
    void aRetryIsAdvisedWhereItMayHelp() {
        assertThat(ended(5, Map.of("TRUNCATED", 1L, "TWIN", 2L)))
                .contains("ferry retry")
                .doesNotContain("No option");
        assertThat(ended(5, Map.of("TWIN", 2L)))
                .contains("No option can migrate")
                .doesNotContain("ferry retry");
        assertThat(ended(5, Map.of())).doesNotContain("No option", "ferry retry");
    }

    @Test
    void aStoreThatLostEverySessionGetsAWarning() {
        assertThat(ended(0, Map.of("TRUNCATED", 5L)))
                .contains("Not one session could be migrated", "Start no node yet");
        assertThat(ended(0, Map.of())).doesNotContain("Not one session");
        assertThat(ended(1, Map.of("TRUNCATED", 4L))).doesNotContain("Not one session");
    }

    @Test
    void theNextCommandFindsTheSameStore() {
        String text = ended(1, Map.of("TRUNCATED", 4L), " --schema 'My Schema' --table WebSessions");

        assertThat(text)
                .contains("ferry retry --run 1 --schema 'My Schema' --table WebSessions with")
                .contains("ferry backup restore 1 --schema 'My Schema' --table WebSessions")
                .contains("ferry backup purge 1 --schema 'My Schema' --table WebSessions");
    }

    @Test
    void sessionsThatWereLeftBehindAreCounted() {
        assertThat(ended(0, Map.of())).contains("Left behind       5 sessions (--sessions drop)");
        assertThat(ended(5, Map.of())).doesNotContain("Left behind");
    }

    @Test
    void underGuestsNobodyIsAskedToStartNodes() {
        JettyRelease release = JettyRelease.parse("12");
        String text = ended(
                5,
                Map.of(),
                " --table WebSessions",
                MigrationOptions.upgrade(release).asLive());

        assertThat(text)
                .contains("the guests' statements waited for", "The guests work on the new tables")
                .contains("To go back with all changes: ferry downgrade --to 9.3.30 --live --table WebSessions")
                .doesNotContain("Start ONE node", "backup restore");
    }

    @Test
    void theFenceOfALiveDowngradeIsNamed() {
        MigrationOptions down = Options.downgrade();
        String statement = "alter table s.t drop constraint ferry_guest_1";

        assertThat(ended(5, Map.of(), "", down.asLive())).contains(statement);
        assertThat(ended(5, Map.of(), "", down)).doesNotContain(statement);
        assertThat(ended(
                        5,
                        Map.of(),
                        "",
                        MigrationOptions.upgrade(JettyRelease.parse("12")).asLive()))
                .doesNotContain("constraint");
    }

    private static String ended(long migrated, Map<String, Long> quarantine) {
        return ended(migrated, quarantine, "");
    }

    private static String ended(long migrated, Map<String, Long> quarantine, String flags) {
        return ended(migrated, quarantine, flags, MigrationOptions.upgrade(JettyRelease.parse("12")));
    }

    private static String ended(long migrated, Map<String, Long> quarantine, String flags, MigrationOptions options) {
        StringWriter text = new StringWriter();
        Run.Tally tally = new Run.Tally(migrated, 0, 0, 0, 0, 0, 0, 0);
        JettyRelease from = JettyRelease.parse(options.to().toString().startsWith("9.3") ? "12" : "9.3");
        JettyRelease to = options.to();
        Run run = new Run(
                "1",
                "s.t",
                options.direction().word(),
                from,
                to,
                options.canonical(),
                true,
                Run.Step.DONE,
                Optional.empty(),
                0,
                5,
                "",
                tally);
        List<TableName> backups = List.of(new TableName("s", "t_b1"));
        MigrationResult result = new MigrationResult(run, backups, quarantine, 0, Optional.empty());
        new MigrationText(new PrintWriter(text, true), flags).print(result, 0);
        return text.toString();
    }
}
