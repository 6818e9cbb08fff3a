package org.jettyferry.node;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.jettyferry.testkit.servers.TestDatabase;

/** A real Jetty in this JVM whose web applications share one node, as a file of settings says. */
final class EmbeddedNode implements AutoCloseable {
    static final String TOKEN = "a-token-of-a-test";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final ContextHandlerCollection webapps = new ContextHandlerCollection();
    private final Map<String, ServletContextHandler> byPath = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path settings;

    /**
     * Writes the settings.
     *
     * @param folder where to put them
     * @param lines of {@code server.properties}
     */
    EmbeddedNode(Path folder, String... lines) throws IOException {
        settings = folder.resolve("server.properties");
        Files.writeString(settings, "serverName=old\nstatusToken=" + TOKEN + "\n" + String.join("\n", lines) + "\n");
        server.addConnector(connector);
        server.setHandler(webapps);
    }

    /** The settings that name a registry. */
    static String registry(TestDatabase database) {
        return "ferry.registry.url=%s\nferry.registry.user=%s\nferry.registry.password=%s\npollInterval=100"
                .formatted(database.url(), database.user(), database.password());
    }

    EmbeddedNode webapp(String path, HttpServlet servlet) {
        FilterHolder filter = new FilterHolder(FerryFilter.class);
        filter.setInitParameter("ferry.properties", settings.toString());
        ServletContextHandler webapp = FilteredWebapp.at(path, filter, servlet);
        webapps.addHandler(webapp);
        byPath.put(path, webapp);
        return this;
    }

    /** Gives a web application sessions, in memory. */
    EmbeddedNode sessions(String path) {
        byPath.get(path).setSessionHandler(new SessionHandler());
        return this;
    }

    EmbeddedNode start() throws Exception {
        server.start();
        return this;
    }

    void start(String path) throws Exception {
        byPath.get(path).start();
    }

    void stop(String path) throws Exception {
        byPath.get(path).stop();
    }

    Path settings() {
        return settings;
    }

    int port() {
        return connector.getLocalPort();
    }

    HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
