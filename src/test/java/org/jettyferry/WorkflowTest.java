package org.jettyferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jettyferry.testkit.servers.ServerKind;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Keeps the workflow of the build service true: it is YAML, and what it names exists. */
class WorkflowTest {
    private static final Path FILE = Path.of(".github/workflows/ci.yml").toAbsolutePath();

    @Test
    void everyDatabaseHasAServerOfItsOwn() throws IOException {
        List<String> variables = new ArrayList<>();
        for (Object server : (List<?>) below(workflow(), "jobs", "database", "strategy", "matrix", "include")) {
            Map<?, ?> entry = (Map<?, ?>) server;
            variables.add(String.valueOf(entry.get("variable")));
            assertThat(String.valueOf(entry.get("url"))).startsWith("jdbc:").contains(":" + entry.get("port"));
        }
        assertThat(variables)
                .containsAll(Stream.of(ServerKind.values()).map(Enum::name).toList());
        assertThat(variables)
                .allSatisfy(variable ->
                        assertThat(ServerKind.valueOf(variable).name()).isEqualTo(variable));
    }

    @Test
    void theJdksAreThoseThatThePagesName() throws IOException {
        assertThat((List<?>) below(workflow(), "jobs", "jdk", "strategy", "matrix", "java"))
                .hasToString("[17, 21, 25]");
    }

    @Test
    void theScriptsAndTestsThatItNamesExist() throws IOException {
        String text = Files.readString(FILE);
        List<String> scripts = found("(?:src/release|\\.ci)/[a-z-]+", text);
        assertThat(scripts)
                .isNotEmpty()
                .allSatisfy(
                        script -> assertThat(Path.of(script).toAbsolutePath()).isExecutable());
        List<String> tests = found("\\b[A-Z]\\w+IT\\b", text);
        try (Stream<Path> files = Files.walk(Path.of("src/test/java").toAbsolutePath())) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".java", ""))
                            .toList())
                    .containsAll(tests);
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Object below(Map<?, ?> map, String... keys) {
        Object value = map;
        for (String key : keys) {
            value = ((Map<?, ?>) value).get(key);
            assertThat(value).as(key).isNotNull();
        }
        return value;
    }

    private static Map<?, ?> workflow() throws IOException {
        return (Map<?, ?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
    }
}
