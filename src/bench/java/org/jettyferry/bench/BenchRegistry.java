package org.jettyferry.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;

/** A registry, created by the real commands, with contexts that stay and one that lives on another server. */
final class BenchRegistry {
    private static final String ELSEWHERE = "https://new.example.com";

    private final TestDatabase database;
    private final Path folder = Scratch.run("bench-registry");

    BenchRegistry(TestDatabase database) {
        this.database = database;
        for (String server : new String[] {"old", "new"}) {
            ferry("server", "register", server);
            ferry("schema", "add", "data_" + server, "--server", server);
        }
        ferry("context", "add", "/ferry-webapp", "--schema", "data_old");
        ferry("context", "add", "shop", "--schema", "data_old");
        ferry("context", "add", "/ferry-moved", "--schema", "data_new");
    }

    Class<? extends Driver> driver() throws SQLException {
        return DriverManager.getDriver(database.url()).getClass();
    }

    Variant staysByWebApplication() throws IOException {
        return Variant.ferry("ferry-webapp", properties("webapp"), 200);
    }

    Variant staysByPath() throws IOException {
        return Variant.ferry("ferry-path", properties("path"), 200);
    }

    Variant moved() throws IOException {
        return Variant.ferry("ferry-moved", properties("webapp"), 302);
    }

    /** Waits until the node has read the registry: then it redirects the context that lives elsewhere. */
    void awaitNode(BenchServer server, Variant moved) throws IOException, InterruptedException {
        for (int tries = 0; tries < 1200; tries++) {
            HttpURLConnection page =
                    (HttpURLConnection) server.page(moved).toURL().openConnection();
            page.setInstanceFollowRedirects(false);
            if (page.getResponseCode() == moved.status()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("the node never obeyed its registry:\n" + server.log());
    }

    private String properties(String resolver) throws IOException {
        return Files.writeString(folder.resolve(resolver + ".properties"), """
                serverName=old
                contextResolver=%s
                migrationRedirectURL=%s
                ferry.registry.url=%s
                ferry.registry.user=%s
                ferry.registry.password=%s
                """.formatted(
                                resolver, ELSEWHERE, database.url(), database.user(), database.password()))
                .toString();
    }

    private void ferry(String... arguments) {
        FerryProcess.Outcome outcome =
                FerryCommand.ferry(arguments).on(database).run();
        if (outcome.exit() != 0) {
            throw new IllegalStateException(outcome.toString());
        }
    }
}
