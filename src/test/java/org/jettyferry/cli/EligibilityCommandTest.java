package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code ferry eligibility} without a registry. */
class EligibilityCommandTest {
    @TempDir
    Path directory;

    @BeforeEach
    void makeVersions() throws IOException {
        version("one", "schemaVersions=5..7", "first");
        version("two", "schemaVersions=7..9", "second");
        Files.writeString(
                directory.resolve("rules.yaml"), "rules:\n  - name: cluster code\n    packages: [com.shop.cluster]\n");
    }

    @Test
    void withoutAnObstacleItEndsWithZero() {
        Ended ended = ferry("--from", "one", "--to", "two", "--from-jetty", "9.4", "--to-jetty", "11");

        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.DONE);
        assertThat(ended.out())
                .startsWith("The nodes can change one by one, as far as it was checked.")
                .contains(
                        "Not checked:",
                        "schema versions: without a registry nothing is known of the schemata; both"
                                + " versions work with 7.");
    }

    @Test
    void withAnObstacleItEndsWithThreeAndNamesTheRemedy() {
        Ended ended = ferry(
                "--from", "one", "--to", "two", "--from-jetty", "9.3", "--to-jetty", "12.1", "--rules", "rules.yaml");

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out())
                .startsWith("The nodes cannot change one by one: 2 reasons.")
                .contains("session tables: Jetty 9.3.30 needs session tables of generation 1")
                .contains("Stop all nodes, run `ferry upgrade --to 12.1.14`")
                .contains("packages: 1 class differs of the rule \"cluster code\": com.shop.cluster.Message.");
    }

    @Test
    void theAnswerIsJsonToo() {
        Ended ended = ferry("--from", "one", "--to", "two", "--rules", "rules.yaml", "--json");
        JsonObject answer = JsonParser.parseString(ended.out()).getAsJsonObject();

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(answer.get("possible").getAsBoolean()).isFalse();
        JsonObject obstacle = answer.getAsJsonArray("obstacles").get(0).getAsJsonObject();
        assertThat(obstacle.get("check").getAsString()).isEqualTo("packages");
        assertThat(obstacle.get("remedy").getAsString()).contains("Stop all nodes");
        assertThat(answer.getAsJsonArray("notChecked")).hasSize(3);
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThat(usage("--from", "one", "--to", "three")).contains("there is no file or folder", "three");
        assertThat(usage("--from", "one")).contains("--to");
        assertThat(usage("--from", "one", "--to", "two", "--from-jetty", "9"))
                .contains("--from-jetty: Unknown Jetty release");
        assertThat(usage("--from", "one", "--to", "two", "--rules", "none.yaml"))
                .contains("none.yaml");
        assertThat(usage("--from", "one", "--to", "two", "--rules", "one")).contains("could not read");
    }

    private String usage(String... args) {
        Ended ended = ferry(args);
        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        return ended.err();
    }

    private Ended ferry(String... args) {
        String[] words = new String[args.length + 1];
        words[0] = "eligibility";
        System.arraycopy(args, 0, words, 1, args.length);
        return new CommandLineHarness(directory).run(words);
    }

    private void version(String name, String declared, String bytes) throws IOException {
        Path meta = Files.createDirectories(directory.resolve(name).resolve("META-INF"));
        Files.writeString(meta.resolve("ferry.properties"), declared + "\n");
        Path classes = Files.createDirectories(directory.resolve(name).resolve("WEB-INF/classes/com/shop/cluster"));
        Files.writeString(classes.resolve("Message.class"), bytes);
    }
}
