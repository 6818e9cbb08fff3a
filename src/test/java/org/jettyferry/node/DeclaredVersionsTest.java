package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what a node makes of the files of several web applications, in a real Jetty. */
class DeclaredVersionsTest {
    @TempDir
    Path folder;

    private final Server server = new Server();
    private final DeclaredVersions declared = new DeclaredVersions();
    private final ServletContextHandler shop = new ServletContextHandler("/shop");
    private final ServletContextHandler office = new ServletContextHandler("/office");
    private final ServletContextHandler bare = new ServletContextHandler("/bare");

    @BeforeEach
    void start() throws Exception {
        shop.setBaseResourceAsPath(Files.createDirectories(folder.resolve("shop")));
        office.setBaseResourceAsPath(Files.createDirectories(folder.resolve("office")));
        server.setHandler(new ContextHandlerCollection(shop, office, bare));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void aNodeWorksWithWhatAllOfItsWebApplicationsWorkWith() throws IOException {
        declare("shop", "schemaVersions=5..7");
        declare("office", "schemaVersions=6..9");

        declared.add(bare.getServletContext());
        assertThat(declared.range()).hasToString("any");
        declared.add(shop.getServletContext());
        assertThat(declared.range()).hasToString("5..7");
        declared.add(office.getServletContext());
        assertThat(declared.range()).hasToString("6..7");
        declared.remove(shop.getServletContext());
        assertThat(declared.range()).hasToString("6..9");
        assertThat(declared.problems()).isEmpty();
    }

    @Test
    void aBadFileIsAProblemAndCountsAsNone() throws IOException {
        declare("shop", "schemaVersions=new");
        declare("office", "schemaVersions=6..9");
        declared.add(shop.getServletContext());
        declared.add(office.getServletContext());

        assertThat(declared.range()).hasToString("6..9");
        assertThat(declared.problems())
                .singleElement()
                .asString()
                .startsWith("META-INF/ferry.properties of the web application /shop is not usable:"
                        + " schemaVersions = new is not usable (\"new\" is no version");
        declared.remove(shop.getServletContext());
        assertThat(declared.problems()).isEmpty();
    }

    private void declare(String webapp, String line) throws IOException {
        Path file = folder.resolve(webapp).resolve("META-INF/ferry.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, line + "\n");
    }
}
