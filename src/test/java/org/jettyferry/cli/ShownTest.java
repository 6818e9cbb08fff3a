package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.database.DatabaseException;
import org.jettyferry.database.Problem;
import org.jettyferry.session.JettyRelease;
import org.jettyferry.store.CarryResult;
import org.jettyferry.store.Detection;
import org.jettyferry.store.Run;
import org.jettyferry.store.StoreException;
import org.junit.jupiter.api.Test;

/** What is shown, asked and answered. */
class ShownTest {
    private final StringWriter shown = new StringWriter();
    private final PrintWriter out = new PrintWriter(shown, true);

    @Test
    void numbersBytesAndSpansAreReadable() {
        assertThat(Texts.number(0)).isEqualTo("0");
        assertThat(Texts.number(999)).isEqualTo("999");
        assertThat(Texts.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Texts.number(-1000)).isEqualTo("-1,000");
        assertThat(Texts.number(-100)).isEqualTo("-100");
        assertThat(Texts.bytes(999)).isEqualTo("999 bytes");
        assertThat(Texts.bytes(1_500)).isEqualTo("1.5 kB");
        assertThat(Texts.bytes(12_345_678)).isEqualTo("12.3 MB");
        assertThat(Texts.bytes(5_000_000_000_000_000L)).isEqualTo("5,000.0 TB");
        assertThat(Texts.duration(250)).isEqualTo("250 ms");
        assertThat(Texts.duration(61_000)).isEqualTo("1 min 1 s");
        assertThat(Texts.duration(90_000_000)).isEqualTo("1 d 1 h");
        assertThat(Texts.counts(Map.of("a", 1L, "", 3L, "b", 2000L))).containsExactly("b 2,000", "'' 3", "a 1");
    }

    @Test
    void spansOfTimeAreRead() {
        assertThat(new Durations().convert("14d")).isEqualTo(Duration.ofDays(14));
        assertThat(new Durations().convert("12H")).isEqualTo(Duration.ofHours(12));
        assertThat(new Durations().convert("PT5M")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void jsonKeepsTheOrderAndEscapes() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("b", List.of(1, "zwei \"2\""));
        view.put("a", Optional.empty());
        view.put("c", true);

        Json.print(out, view);

        assertThat(shown.toString().replaceAll("\\s", ""))
                .isEqualTo("{\"b\":[1,\"zwei\\\"2\\\"\"],\"a\":null,\"c\":true}");
    }

    @Test
    void anAbsentStoreIsGenerationNone() {
        Json.print(out, DetectJson.of(new Detection.Absent("public", "JettySessions", List.of("other"))));

        JsonObject json = JsonParser.parseString(shown.toString()).getAsJsonObject();
        assertThat(json.get("generation").getAsString()).isEqualTo("none");
        assertThat(json.get("schema").getAsString()).isEqualTo("public");
        assertThat(json.get("advice").getAsString()).contains("--schema");
    }

    @Test
    void onlyTheWholeWordYesIsAYes() {
        assertThat(confirmation("yes").given("?")).isTrue();
        assertThat(confirmation("y").given("?")).isFalse();
        assertThat(confirmation("").given("?")).isFalse();
        assertThat(confirmation().given("?")).isFalse();
        assertThat(new Confirmation(true, terminal(), out).given("?")).isTrue();
    }

    @Test
    void whereNobodyCanBeAskedTheAnswerIsNo() {
        Terminal none = new CommandLineHarness(Path.of("")).surroundings().terminal();

        assertThat(new Confirmation(false, none, out).given("?")).isFalse();
        assertThat(shown.toString()).contains("--yes", "Nothing was changed");
    }

    @Test
    void eachKindOfFailureHasItsExitCode() {
        assertThat(Failures.exitCode(new UsageException("a", "b"))).isEqualTo(2);
        assertThat(Failures.exitCode(new StoreException.Refused("a", "b"))).isEqualTo(3);
        assertThat(Failures.exitCode(new StoreException.LockHeld("somebody"))).isEqualTo(6);
        assertThat(Failures.exitCode(new StoreException.VerificationFailed("a", "b")))
                .isEqualTo(1);
        assertThat(Failures.exitCode(new StoreException.StepFailed("a", new IllegalStateException())))
                .isEqualTo(1);
        assertThat(Failures.exitCode(new DatabaseException(Problem.NO_ROOM, "a")))
                .isEqualTo(1);
        assertThat(Failures.exitCode(new IllegalStateException())).isEqualTo(1);
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

    private Confirmation confirmation(String... lines) {
        return new Confirmation(false, terminal(lines), out);
    }

    private static Terminal terminal(String... lines) {
        return new CommandLineHarness(Path.of("")).typing(lines).surroundings().terminal();
    }

    @Test
    void aRetryIsAdvisedWhereItMayHelp() {
        assertThat(ended(Map.of("TRUNCATED", 1L, "TWIN", 2L)))
                .contains("ferry retry")
                .doesNotContain("No option");
        assertThat(ended(Map.of("TWIN", 2L))).contains("No option can carry").doesNotContain("ferry retry");
        assertThat(ended(Map.of())).doesNotContain("No option", "ferry retry");
    }

    private static String ended(Map<String, Long> quarantine) {
        StringWriter text = new StringWriter();
        Run.Tally tally = new Run.Tally(5, 0, 0, 0, 0, 0, 0);
        JettyRelease from = JettyRelease.parse("9.3");
        JettyRelease to = JettyRelease.parse("12");
        Run run = new Run("1", "s.t", "upgrade", from, to, "", true, Run.Step.DONE, Optional.empty(), 0, 5, "", tally);
        CarryResult result = new CarryResult(run, List.of(), quarantine, 0, Optional.empty());
        new CarryText(new PrintWriter(text, true)).print(result, 0);
        return text.toString();
    }
}
