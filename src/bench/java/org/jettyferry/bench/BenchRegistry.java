package org.jettyferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.servers.Scratch;
import org.jettyferry.servers.TestDatabase;

/** A registry made by the real commands, with one context that stays and one that has moved. */
final class BenchRegistry {
    private final TestDatabase database;
    private final Path folder = Scratch.run("bench-registry");

    BenchRegistry(TestDatabase database) {
        this.database = database;
    }

    Class<? extends Driver> driver() throws SQLException {
        return DriverManager.getDriver(database.url()).getClass();
    }

    Variant staysByWebApplication() throws IOException {
        return Variant.ferry("ferry-webapp", properties("webapp"), "shop/list", 200);
    }

    Variant staysByPath() throws IOException {
        return Variant.ferry("ferry-path", properties("path"), "shop/list", 200);
    }

    Variant moved() throws IOException {
        return Variant.ferry("ferry-moved", properties("webapp"), "shop/list", 200);
    }

    void awaitNodes(BenchServer server, List<Variant> variants) {}

    private String properties(String resolver) throws IOException {
        return Files.writeString(folder.resolve(resolver + ".properties"), """
                serverName=old
                contextResolver=%s
                migrationRedirectURL=https://new.example.com
                """.formatted(resolver))
                .toString();
    }
}
