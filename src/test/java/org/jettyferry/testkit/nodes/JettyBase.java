package org.jettyferry.testkit.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a JETTY_BASE: the modules, their properties, the driver and one context file for each web application. */
abstract sealed class JettyBase permits Jetty93Base, ModuleBase {
    private static final String DOCTYPE = """
            <?xml version="1.0"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_3.dtd">
            """;

    final NodePlan plan;
    final Path base;

    JettyBase(NodePlan plan, Path base) {
        this.plan = plan;
        this.base = base;
    }

    static void write(NodePlan plan, Path base, int port) {
        JettyBase files =
                plan.release == JettyRelease.JETTY_9_3 ? new Jetty93Base(plan, base) : new ModuleBase(plan, base);
        try {
            files.writeAll(port);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("no JETTY_BASE in " + base, e);
        }
    }

    abstract String modules();

    /** Properties that tell Jetty's modules of the session store. */
    abstract Map<String, String> sessionProperties();

    abstract String contextClass();

    /** Elements that a context file needs for its sessions. */
    abstract String contextElements();

    /** Writes what only one release needs. */
    void writeMore() throws IOException {}

    final void file(String name, String content) {
        try {
            Path file = base.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void xml(String name, String content) {
        file(name, DOCTYPE + content);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void writeAll(int port) throws IOException, URISyntaxException {
        Map<String, String> properties = new LinkedHashMap<>(sessionProperties());
        if (plan.pooled) {
            properties.put(
                    "session.pool.driver",
                    plan.guest
                            ? "org.jettyferry.guest.GuestDriver"
                            : plan.driver().getName());
            properties.put("session.pool.url", plan.poolUrl());
            properties.put("session.pool.user", plan.database.user());
            properties.put("session.pool.password", plan.database.password());
            properties.put("session.pool.size", "3");
        }
        properties.put("jetty.http.host", "127.0.0.1");
        properties.put("jetty.http.port", Integer.toString(port));
        properties.putAll(plan.properties);
        // Before the modules: what follows a module of an environment would belong to that environment alone.
        String lines = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining());
        file("start.ini", lines + "--module=" + modules() + pool() + ferry() + plan.modules + "\n");
        Files.createDirectories(base.resolve("tmp"));
        copyDriver();
        writePool();
        writeFerry();
        plan.webapps.forEach(this::writeContext);
        writeMore();
    }

    private void copyDriver() throws IOException, URISyntaxException {
        Path jar = Path.of(plan.driver()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path ext = Files.createDirectories(base.resolve("lib/ext"));
        Files.copy(jar, ext.resolve(jar.getFileName()));
    }

    private String pool() {
        return plan.pooled ? ",session-pool" : "";
    }

    /** The files that docs/howto-node.md tells a site to copy. */
    private void writePool() throws IOException {
        if (plan.pooled) {
            Path sample = Path.of("webapp-sample", "jetty");
            copyAll(plan.poolJars(), base.resolve("lib/session-pool"));
            copyAll(sample.resolve("modules"), base.resolve("modules"));
            file("etc/session-pool.xml", Files.readString(sample.resolve("etc/session-pool.xml")));
        }
    }

    /** In Jetty 12 there is a module for each environment, and one for the usual environment. */
    private String ferry() {
        String suffix =
                plan.ee.filter(ee -> !"ee10".equals(ee)).map(ee -> "-" + ee).orElse("");
        return (plan.ferryModule ? ",ferry" + suffix : "") + (plan.guest ? ",ferry-guest" : "");
    }

    private void writeFerry() throws IOException {
        if (!plan.settings.isEmpty()) {
            file(
                    "etc/server.properties",
                    plan.settings.entrySet().stream()
                            .map(setting ->
                                    setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\") + "\n")
                            .collect(Collectors.joining()));
        }
        if (plan.ferryModule || plan.guest) {
            copyAll(plan.release.ferryModule(), base);
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Unpacked, since Jetty takes a folder as well. */
    private Path withFerryInLib(String name, Path webapp) {
        Path copy = base.resolve("wars").resolve(name);
        try {
            if (Files.isDirectory(webapp)) {
                copyAll(webapp, copy);
            } else {
                try (FileSystem archive = FileSystems.newFileSystem(webapp)) {
                    copyAll(archive.getPath("/"), copy);
                }
            }
            Path lib = Files.createDirectories(copy.resolve("WEB-INF/lib"));
            Files.copy(plan.ferryJar(), lib.resolve("jetty-ferry-node.jar"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String virtualHosts() {
        return plan.virtualHosts.isEmpty()
                ? ""
                : plan.virtualHosts.stream()
                        .map(host -> "<Item>" + escaped(host) + "</Item>")
                        .collect(Collectors.joining(
                                "",
                                "  <Set name=\"virtualHosts\"><Array type=\"java.lang.String\">",
                                "</Array></Set>\n"));
    }

    private void writeContext(String path, Path archive) {
        String name = "/".equals(path) ? "root" : path.substring(1).replace('/', '_');
        Path war = plan.ferryInLib ? withFerryInLib(name, archive) : archive;
        xml("webapps/" + name + ".xml", """
                <Configure class="%s">
                  <Set name="contextPath">%s</Set>
                  <Set name="war">%s</Set>
                %s%s</Configure>
                """.formatted(
                        contextClass(), escaped(path), escaped(war.toString()), virtualHosts(), contextElements()));
        plan.ee.ifPresent(ee -> file("webapps/" + name + ".properties", "environment=" + ee + "\n"));
    }
}
