package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The map of who lives where, from a real registry. */
class ExportIT {
    @TempDir
    Path directory;

    @ServerTest({POSTGRESQL, MYSQL})
    void everyNameHasItsServer(TestDatabase database) {
        site(database);

        assertThat(export(database, "haproxy-map").out().lines())
                .containsExactly(
                        "/acme green", "1 green", "acme.example.com green", "/globex blue", "2 blue", "# end: 5 names");
        Ended nginx = export(database, "nginx-map", "--server", "green");
        assertThat(nginx.out().lines())
                .containsExactly("\"/acme\" green;", "\"1\" green;", "\"acme.example.com\" green;", "# end: 3 names");
        assertThat(nginx.err()).isEmpty();
        Ended json = export(database, "JSON");
        assertThat(JsonParser.parseString(json.out()).getAsJsonArray()).hasSize(5);
        assertThat(json.err()).contains("Left out: 1 context whose schema is on no server");
        assertThat(export(database, "envoy").code()).isEqualTo(ExitCode.USAGE);
        assertThat(export(database, "json", "--server", "red").code()).isEqualTo(ExitCode.REFUSED);
    }

    /** A balancer that reads half a map sends half of the users to the wrong place. */
    @ServerTest(POSTGRESQL)
    void aNameThatDoesNotFitIsRefusedBeforeTheFirstLine(TestDatabase database) {
        site(database);
        ferry(database, "context", "add", "9 lives", "--schema", "shop_1");

        Ended refused = export(database, "haproxy-map");
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .contains("the name 9 lives of the context 9 lives cannot be in this map: it has a blank");
        assertThat(export(database, "nginx-map").out()).contains("\"9 lives\" green;");
    }

    private void site(TestDatabase database) {
        ferry(database, "server", "register", "blue");
        ferry(database, "server", "register", "green");
        ferry(database, "schema", "add", "shop_1", "--server", "green");
        ferry(database, "schema", "add", "shop_2", "--server", "blue");
        ferry(database, "schema", "add", "shop_3");
        ferry(database, "context", "add", "1", "--schema", "shop_1", "--name", "/acme", "--name", "acme.example.com");
        ferry(database, "context", "add", "2", "--schema", "shop_2", "--name", "/globex");
        ferry(database, "context", "add", "3", "--schema", "shop_3");
    }

    private Ended export(TestDatabase database, String format, String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "export";
        args[1] = "--format";
        args[2] = format;
        System.arraycopy(more, 0, args, 3, more.length);
        return ferry(database, args);
    }

    private Ended ferry(TestDatabase database, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.put("FERRY_REGISTRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }
}
