package org.jettyferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.cli.CommandModel;
import org.jettyferry.settings.KnownSettings;
import org.jettyferry.settings.SettingsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Keeps the examples true: they parse, and what they name exists. The tests of balancers start those that balance. */
class ExamplesTest {
    private static final Path FOLDER = Path.of("docs/examples").toAbsolutePath();
    private static final Pattern METRIC = Pattern.compile("\\bferry_\\w+");
    private static final Pattern OUTCOME = Pattern.compile("outcome=\"(\\w+)\"");
    private static final Pattern READY = Pattern.compile("/[\\w/]*/ready\\b");
    private static final String TOOL = "/usr/bin/ferry";

    @Test
    void theIndexNamesEachFile() throws IOException {
        String index = text("README.md");
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("[" + name + "](" + name + ")"));
        }
    }

    @Test
    void alertsAndDashboardUseMetricsThatNodesHave() throws IOException {
        String source = Files.readString(
                Path.of("src/node/java/org/jettyferry/node/status/Metrics.java").toAbsolutePath());
        Set<String> known = found(METRIC, source);
        Set<String> outcomes = found(Pattern.compile("\"outcome\", \"(\\w+)\""), source);

        Set<String> alerts = metrics(expressions(yaml("ferry-alerts.yml").get(0)));
        Set<String> dashboard = metrics(expressions(json("grafana-dashboard.json")));

        assertThat(known).contains("ferry_requests_total", "ferry_view_version");
        assertThat(alerts).hasSizeGreaterThan(5).isSubsetOf(known);
        assertThat(dashboard).containsExactlyInAnyOrderElementsOf(known);
        assertThat(found(
                        OUTCOME,
                        text("ferry-alerts.yml")
                                + text("grafana-dashboard.json").replace("\\\"", "\"")))
                .isNotEmpty()
                .isSubsetOf(outcomes);
    }

    /** What the documents say to set alerts for. */
    @Test
    void eachAlertSaysWhatIsWrongAndWhatToDo() throws IOException {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Object group : list(yaml("ferry-alerts.yml").get(0), "groups")) {
            list(group, "rules").forEach(rule -> rules.add(map(rule)));
        }
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            Map<String, Object> words = map(rule, "annotations");
            assertThat(words.get("summary")).as(rule + "").isNotNull();
            assertThat(words.get("description")).as(rule + "").isNotNull();
        });
        Matcher page = Pattern.compile("docs/[\\w-]+\\.md").matcher(text("ferry-alerts.yml"));
        assertThat(page.results().map(hit -> Path.of(hit.group()).toAbsolutePath()))
                .isNotEmpty()
                .allMatch(Files::isRegularFile);
    }

    @Test
    void prometheusLooksWhereTheMetricsAre() throws IOException {
        Object job = list(yaml("prometheus.yml").get(0), "scrape_configs").get(0);

        assertThat(map(job).get("metrics_path")).isEqualTo("/shop/ferry/metrics");
        assertThat(list(yaml("prometheus.yml").get(0), "rule_files"))
                .allSatisfy(file -> assertThat(FOLDER.resolve(file + "")).isRegularFile());
        assertThat(text("ferry-alerts.yml")).contains("job=\"" + map(job).get("job_name") + "\"");
    }

    @Test
    void theServiceOfSystemdRunsACommandThatExists() throws IOException {
        String unit = text("shop@.service");

        String command = setting(unit, "ExecStartPre");
        assertThat(command).startsWith(TOOL + " ");
        assertParses(List.of(command.split(" ")));
        assertThat(setting(unit, "ExecStart")).contains(" jetty.sessionIdManager.workerName=%i");
        assertThat(found(Pattern.compile("\\b(FERRY_\\w+)="), unit))
                .isNotEmpty()
                .isSubsetOf(found(Pattern.compile("`(FERRY_\\w+)`"), Files.readString(Path.of("docs/settings.md"))));
    }

    @Test
    void kubernetesRunsACommandThatExistsAndReadsSettingsThatExist() throws IOException {
        Map<String, Object> deployment = kind("Deployment");
        Map<String, Object> pod = map(deployment, "spec", "template", "spec");
        Map<String, Object> updates = map(list(pod, "initContainers").get(0));
        Map<String, Object> jetty = map(list(pod, "containers").get(0));

        assertParses(list(updates, "command").stream().map(String::valueOf).toList());
        assertThat(map(jetty, "readinessProbe", "httpGet").get("path")).isEqualTo("/shop/ferry/ready");
        assertThat(list(jetty, "command")).contains("jetty.sessionIdManager.workerName=$(POD_NAME)");

        Object properties = map(kind("ConfigMap"), "data").get("server.properties");
        byte[] content = properties.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(SettingsFile.parse(Path.of("server.properties"), content).keySet())
                .contains("serverName")
                .allMatch(KnownSettings::isKnown);
        assertThat(map(kind("Secret"), "stringData").keySet()).containsAll(secretKeys(updates));
        assertThat(map(kind("Service"), "spec", "selector"))
                .isEqualTo(map(deployment, "spec", "selector", "matchLabels"));
    }

    /** One address, so that a change of it cannot leave an example behind. */
    @ParameterizedTest
    @ValueSource(strings = {"haproxy.cfg", "kubernetes.yaml"})
    void theHealthIsAskedForAtOneAddress(String file) throws IOException {
        assertThat(found(READY, text(file))).containsExactly("/shop/ferry/ready");
    }

    /** The tests fill in nodes by the lines of the first one, so those of the second one must not differ. */
    @ParameterizedTest
    @CsvSource({"haproxy.cfg, old", "haproxy.cfg, new", "nginx.conf, old", "nginx.conf, new"})
    void bothNodesOfABalancerAreConfiguredAlike(String file, String server) throws IOException {
        List<String> first = linesThatBeginWith(server + "1", server + "2", text(file));
        List<String> second = linesThatBeginWith(server + "2", server + "1", text(file));

        assertThat(first).isNotEmpty();
        assertThat(second)
                .isEqualTo(first.stream().map(line -> swapped(line, server)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"haproxy.cfg", "nginx.conf"})
    void bothBalancersAreConfiguredAlike(String file) throws IOException {
        String[] parts = text(file).split("(?m)^# Balancer .*\n");
        String first = parts[1].replace("192.0.2.10", "192.0.2.11")
                .replace("users", "users_of_new")
                .replaceAll("\\bold", "new")
                .replaceAll("(?m)^ *#.*\n", "");

        assertThat(parts[2].strip()).isEqualTo(first.strip());
    }

    private static void assertParses(List<String> command) {
        assertThat(command.get(0)).isEqualTo(TOOL);
        assertThatCode(() -> CommandModel.parse(command.subList(1, command.size())))
                .as(command + "")
                .doesNotThrowAnyException();
    }

    private static List<String> linesThatBeginWith(String one, String other, String text) {
        return text.lines()
                .filter(line -> line.contains(one))
                .filter(line -> !line.contains(other) || line.indexOf(one) < line.indexOf(other))
                .toList();
    }

    private static String swapped(String line, String server) {
        return line.replace(server + "1", "?")
                .replace(server + "2", server + "1")
                .replace("?", server + "2");
    }

    private static Set<String> metrics(List<String> expressions) {
        return found(METRIC, String.join("\n", expressions));
    }

    /** Every {@code expr}, at any depth. */
    private static List<String> expressions(Object node) {
        List<String> found = new ArrayList<>();
        if (node instanceof Map) {
            map(node).forEach((name, value) -> {
                if ("expr".equals(name)) {
                    found.add(value.toString());
                }
                found.addAll(expressions(value));
            });
        } else if (node instanceof List) {
            ((List<?>) node).forEach(item -> found.addAll(expressions(item)));
        }
        return found;
    }

    private static List<String> secretKeys(Map<String, Object> container) {
        return list(container, "env").stream()
                .map(variable -> map(variable, "valueFrom", "secretKeyRef").get("key"))
                .map(String::valueOf)
                .toList();
    }

    private static Map<String, Object> kind(String kind) throws IOException {
        return yaml("kubernetes.yaml").stream()
                .map(document -> map(document))
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node, String... path) {
        Map<String, Object> found = (Map<String, Object>) node;
        for (String name : path) {
            found = (Map<String, Object>) found.get(name);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object node, String name) {
        return (List<Object>) map(node).get(name);
    }

    private static List<Object> yaml(String file) throws IOException {
        List<Object> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text(file)).forEach(documents::add);
        return documents;
    }

    private static Object json(String file) throws IOException {
        return plain(JsonParser.parseString(text(file)));
    }

    private static Object plain(JsonElement json) {
        if (json.isJsonObject()) {
            return json.getAsJsonObject().entrySet().stream()
                    .filter(member -> !member.getValue().isJsonNull())
                    .collect(Collectors.toMap(Map.Entry::getKey, member -> plain(member.getValue())));
        }
        if (json.isJsonArray()) {
            return json.getAsJsonArray().asList().stream()
                    .map(ExamplesTest::plain)
                    .toList();
        }
        return json.isJsonNull() ? "" : json.getAsString();
    }

    private static String setting(String unit, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + "=(.*)$").matcher(unit);
        assertThat(line.find()).as(name).isTrue();
        return line.group(1);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(hit -> hit.group(hit.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }
}
