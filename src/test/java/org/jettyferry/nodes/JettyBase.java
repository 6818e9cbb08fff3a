package org.jettyferry.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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
        properties.put("jetty.http.host", "127.0.0.1");
        properties.put("jetty.http.port", Integer.toString(port));
        properties.putAll(plan.properties);
        // Before the modules: what follows a module of an environment would belong to that environment alone.
        String lines = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining());
        file("start.ini", lines + "--module=" + modules() + plan.modules + "\n");
        Files.createDirectories(base.resolve("tmp"));
        copyDriver();
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

    private void writeContext(String path, Path war) {
        String name = "/".equals(path) ? "root" : path.substring(1).replace('/', '_');
        xml("webapps/" + name + ".xml", """
                <Configure class="%s">
                  <Set name="contextPath">%s</Set>
                  <Set name="war">%s</Set>
                %s</Configure>
                """.formatted(
                        contextClass(), escaped(path), escaped(war.toString()), contextElements()));
        plan.release.environment().ifPresent(ee -> file("webapps/" + name + ".properties", "environment=" + ee + "\n"));
    }
}
