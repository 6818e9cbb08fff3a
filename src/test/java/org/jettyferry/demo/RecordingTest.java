package org.jettyferry.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jettyferry.cli.CommandModel;
import org.junit.jupiter.api.Test;

/** Replays the recording that the README links to, and looks at how a recording is made. */
class RecordingTest {
    private static final Path RECORDING = Path.of("docs", "demo.cast");
    private static final String FERRY = "$ java -jar jetty-ferry.jar ";
    private static final Pattern HOST = Pattern.compile("//([^/:\\s]+)");
    private static final Pattern NODE = Pattern.compile("by the old address: ([^.]+)\\.");
    private static final Pattern FOLDER = Pattern.compile("(?<![\\w./:])/(?:home|root|tmp|usr|var|work|Users)/\\S*");

    @Test
    void itIsAValidRecordingOfAboutAMinute() throws IOException {
        List<JsonArray> events = replayed(Files.readString(RECORDING));

        assertThat(seconds(events.get(events.size() - 1))).isBetween(40.0, 61.0);
    }

    @Test
    void itShowsBothActsToTheEnd() throws IOException {
        String text = text(Files.readString(RECORDING));

        assertThat(text).startsWith("$ " + Cast.COMMAND + "\r\n");
        assertThat(text.replaceAll("\\s+", " "))
                .containsSubsequence(
                        "First act:",
                        FERRY + "upgrade --to 12 --live --yes",
                        FERRY + "downgrade --to 9.3 --live --yes",
                        "each page was there, with her name and all the ropes in her cart",
                        "Second act:",
                        FERRY + "upgrade-schemata -n new --yes",
                        "no click failed, and each page had her name and all of her ropes",
                        FERRY + "finish old",
                        "Done.");
    }

    /** A flag that was renamed since must not stay in what new users see first. */
    @Test
    void eachCommandInItExists() throws IOException {
        List<String> commands = text(Files.readString(RECORDING))
                .lines()
                .filter(line -> line.startsWith(FERRY))
                .map(line -> line.substring(FERRY.length()))
                .toList();

        assertThat(commands).hasSizeGreaterThan(5);
        for (String command : commands) {
            assertThatCode(() -> CommandModel.parse(command.split(" ", -1))).doesNotThrowAnyException();
        }
    }

    @Test
    void itNamesNoMachine() throws IOException {
        String text = text(Files.readString(RECORDING));

        assertThat(HOST.matcher(text).results().map(host -> host.group(1)).distinct())
                .containsExactly("127.0.0.1");
        assertThat(NODE.matcher(text).results().map(node -> node.group(1))).containsExactly("localhost");
        assertThat(FOLDER.matcher(text).results().map(MatchResult::group)).isEmpty();
        assertThat(FOLDER.matcher("in /home/alice/ferry").find()).isTrue();
    }

    @Test
    void longPausesAreCutToOneLengthAndTheRestStays() throws IOException {
        List<Cast.Line> lines = List.of(
                new Cast.Line(500, "a"),
                new Cast.Line(90_500, "b \"quoted\" \\ …"),
                new Cast.Line(91_500, "c"),
                new Cast.Line(391_500, "d"));
        String cast = Cast.ofAMinute(lines);
        List<JsonArray> events = replayed(cast);

        assertThat(text(cast)).endsWith("\na\r\nb \"quoted\" \\ …\r\nc\r\nd\r\n");
        List<Double> last = events.subList(events.size() - 4, events.size()).stream()
                .map(RecordingTest::seconds)
                .toList();
        assertThat(last.get(2) - last.get(1)).isEqualTo(1.0, within(0.0011));
        assertThat(last.get(1) - last.get(0)).isEqualTo(last.get(3) - last.get(2), within(0.0011));
        assertThat(last.get(3)).isEqualTo(60.0, within(0.0011));
    }

    @Test
    void aShortStoryKeepsItsTimes() throws IOException {
        List<JsonArray> events = replayed(Cast.ofAMinute(List.of(new Cast.Line(0, "a"), new Cast.Line(7_000, "b"))));

        int size = events.size();
        assertThat(seconds(events.get(size - 1)) - seconds(events.get(size - 2)))
                .isEqualTo(7.0, within(0.0011));
    }

    /** Reads a recording as a player does; fails on what asciinema's format does not permit. */
    private static List<JsonArray> replayed(String cast) {
        List<String> lines = cast.lines().toList();
        JsonObject header = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(header.get("version").getAsInt()).isEqualTo(2);
        assertThat(header.get("width").getAsInt()).isEqualTo(Cast.WIDTH);
        assertThat(header.get("height").getAsInt()).isEqualTo(Cast.HEIGHT);

        List<JsonArray> events = new ArrayList<>();
        double before = 0;
        for (String line : lines.subList(1, lines.size())) {
            JsonArray event = JsonParser.parseString(line).getAsJsonArray();
            assertThat(event).hasSize(3);
            assertThat(seconds(event)).isGreaterThanOrEqualTo(before);
            assertThat(event.get(1).getAsString()).isEqualTo("o");
            assertThat(event.get(2).getAsString()).isNotEmpty();
            before = seconds(event);
            events.add(event);
        }
        return events;
    }

    private static double seconds(JsonArray event) {
        return event.get(0).getAsDouble();
    }

    private static String text(String cast) {
        StringBuilder text = new StringBuilder();
        Stream<JsonArray> events = replayed(cast).stream();
        events.forEach(event -> text.append(event.get(2).getAsString()));
        return text.toString();
    }
}
