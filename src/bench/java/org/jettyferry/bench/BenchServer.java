package org.jettyferry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.Guard;
import org.jettyferry.testkit.servers.Ports;
import org.jettyferry.testkit.servers.Scratch;

/** A server to measure, in a process of its own: Jetty 12.1 as it is distributed, with Java's own choices; or nginx. */
final class BenchServer implements AutoCloseable {
    private final Path base;
    private final int port;
    private final Process process;
    private final Guard guard;

    private BenchServer(Path base, int port, List<String> command) throws IOException, InterruptedException {
        this.base = base;
        this.port = port;
        this.process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("server.log").toFile())
                .start();
        this.guard = Guard.over(process, "TERM");
        await();
    }

    /** Starts Jetty with one web application for each variant. */
    static BenchServer jetty(List<Variant> variants, Class<? extends Driver> driver) throws Exception {
        Path base = Scratch.run("bench-jetty");
        int port = Ports.free();
        write(base.resolve("start.ini"), """
                jetty.http.host=127.0.0.1
                jetty.http.port=%d
                --module=http,ext,ee10-deploy,ee10-annotations,bench
                """.formatted(port));
        write(base.resolve("modules/bench.mod"), "[depend]\nserver\n[lib]\nlib/jetty-rewrite-${jetty.version}.jar\n");
        copy(jarOf(driver), base.resolve("lib/ext/driver.jar"));
        for (Variant variant : variants) {
            deploy(variant, base);
        }
        Files.createDirectories(base.resolve("tmp"));
        String home = JettyRelease.JETTY_12_1.home().toString();
        return new BenchServer(
                base,
                port,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms512m",
                        "-Xmx512m",
                        "-Djava.io.tmpdir=" + base.resolve("tmp"),
                        "-jar",
                        home + "/start.jar"));
    }

    /** Starts nginx, which redirects a hundred tenants by a static map. */
    static BenchServer nginx(Path program, int tenants) throws Exception {
        Path base = Scratch.run("bench-nginx");
        int port = Ports.free();
        StringBuilder map = new StringBuilder();
        for (int tenant = 1; tenant <= tenants; tenant++) {
            map.append("tenant%d https://new.example.com; ".formatted(tenant));
        }
        write(base.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                events { worker_connections 500; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  map $uri $tenant { default ""; ~^/(?<first>[^/]+)/ $first; }
                  map $tenant $moved { default ""; %s }
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      if ($moved) { return 307 $moved$request_uri; }
                      return 200 "pong";
                    }
                  }
                }
                """.formatted(map, port));
        return new BenchServer(
                base,
                port,
                List.of(program.toString(), "-p", base + "/", "-c", base.resolve("nginx.conf") + "", "-e", "stderr"));
    }

    URI page(Variant variant) {
        return URI.create("http://127.0.0.1:" + port + "/" + variant.name() + "/" + variant.page());
    }

    URI page(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(base.resolve("server.log"));
    }

    @Override
    public void close() {
        guard.close();
        Scratch.delete(base);
    }

    private static void deploy(Variant variant, Path base) throws Exception {
        Path app = base.resolve("apps").resolve(variant.name());
        for (Class<?> type : List.of(PingServlet.class, EmptyFilter.class)) {
            String file = type.getName().replace('.', '/') + ".class";
            Path target = app.resolve("WEB-INF/classes").resolve(file);
            Files.createDirectories(target.getParent());
            try (InputStream in = type.getResourceAsStream("/" + file)) {
                Files.copy(in, target);
            }
        }
        if (variant.name().startsWith("ferry")) {
            copy(Scratch.buildDirectory().resolve("jetty-ferry-node.jar"), app.resolve("WEB-INF/lib/ferry.jar"));
        }
        if (variant.name().startsWith("tuckey-")) {
            copy(
                    jarOf(Class.forName("org.tuckey.web.filters.urlrewrite.UrlRewriteFilter")),
                    app.resolve("WEB-INF/lib/tuckey.jar"));
            int rules = Integer.parseInt(variant.name().replace("tuckey-", ""));
            write(app.resolve("WEB-INF/urlrewrite.xml"), Variant.tuckeyRules(rules));
        }
        write(app.resolve("WEB-INF/web.xml"), """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                %s
                <servlet><servlet-name>ping</servlet-name>
                  <servlet-class>org.jettyferry.bench.PingServlet</servlet-class></servlet>
                <servlet-mapping><servlet-name>ping</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
                </web-app>
                """.formatted(variant.webXml()));
        write(base.resolve("webapps").resolve(variant.name() + ".xml"), """
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure class="org.eclipse.jetty.ee10.webapp.WebAppContext">
                  <Set name="contextPath">/%s</Set>
                  <Set name="war">%s</Set>
                  %s
                </Configure>
                """.formatted(
                        variant.name(), app, variant.contextXml()));
        write(base.resolve("webapps").resolve(variant.name() + ".properties"), "environment=ee10\n");
    }

    private static Path jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void await() throws IOException, InterruptedException {
        for (int tries = 0; !answers(); tries++) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || tries > 1200) {
                String log = log();
                close();
                throw new IOException("did not start:\n" + log);
            }
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) page("/").toURL().openConnection();
            connection.getResponseCode();
            connection.disconnect();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
