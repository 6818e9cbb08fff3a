package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.Test;

/** The libraries beside the program: each finds what it loads by name, and each has its licence. */
class LibrariesIT {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)");
    private static final String SERVICES = "META-INF/services/";

    /** Liquibase's dependency on JAXB is excluded, and no class needs it. */
    @Test
    void whatLiquibaseNamesInItsServiceFilesCanBeLoaded() throws IOException {
        Path liquibase = jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("liquibase-core"))
                .findFirst()
                .orElseThrow();
        List<String> missing = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader());
                JarFile jar = new JarFile(liquibase.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
                    providers(jar, entry).forEach(name -> load(loader, name, missing));
                } else if (entry.getName().endsWith(".class")
                        && text(jar, entry).contains("javax/xml/bind")) {
                    missing.add(entry.getName() + " needs JAXB");
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void eachIsNamedWithALicenceWhoseTextIsThere() throws IOException {
        String page = Files.readString(Path.of("src/dist/THIRD-PARTY.md").toAbsolutePath());
        String index = Files.readString(Path.of("docs/dependencies.md").toAbsolutePath());
        Path texts = Scratch.buildDirectory().resolve("licenses");

        for (Path jar : jars()) {
            String name = jar.getFileName().toString().replaceFirst("-[0-9].*$", "");
            assertThat(index).contains(name);
            assertThat(page.lines().filter(line -> line.startsWith("| `" + name + "` |")))
                    .as(name)
                    .singleElement()
                    .satisfies(line -> assertThat(texts(line))
                            .isNotEmpty()
                            .allSatisfy(text -> assertThat(texts.resolve(text)).isNotEmptyFile()));
        }
    }

    @Test
    void eachJarOfFerryHasItsLicenceAndAModuleName() throws IOException {
        Map<String, String> modules = Map.of(
                "jetty-ferry.jar", "org.jettyferry.tool",
                "jetty-ferry-node.jar", "org.jettyferry.node",
                "jetty-ferry-node-javax.jar", "org.jettyferry.node",
                "jetty-ferry-guest.jar", "org.jettyferry.guest");
        for (var module : modules.entrySet()) {
            try (JarFile jar = new JarFile(
                    Scratch.buildDirectory().resolve(module.getKey()).toFile())) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                        .isEqualTo(module.getValue());
                assertThat(text(jar, jar.getJarEntry("META-INF/LICENSE"))).contains("Apache License");
                assertThat(text(jar, jar.getJarEntry("META-INF/NOTICE"))).contains("Jetty Ferry");
            }
        }
    }

    @Test
    void thePagesInTheDistributionLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        try (Stream<Path> files = Files.list(Scratch.buildDirectory());
                ZipFile zip = new ZipFile(files.filter(file -> file.toString().matches(".*/jetty-ferry-[^/]*\\.zip"))
                        .findFirst()
                        .orElseThrow()
                        .toFile())) {
            for (ZipEntry page : Collections.list(zip.entries())) {
                if (page.getName().endsWith(".md")) {
                    LINK.matcher(new String(zip.getInputStream(page).readAllBytes(), StandardCharsets.UTF_8))
                            .results()
                            .map(link -> Path.of(page.getName())
                                    .resolveSibling(link.group(1))
                                    .normalize()
                                    .toString())
                            .filter(target -> zip.getEntry(target) == null && zip.getEntry(target + "/") == null)
                            .forEach(target -> dead.add(page.getName() + " -> " + target));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    /** Runs in a separate process, which has only these libraries. */
    @ServerTest(ServerKind.POSTGRESQL)
    void theFirstCommandOnARegistryMakesItsTables(TestDatabase database) {
        FerryProcess.Outcome first =
                FerryCommand.ferry("server", "register", "blue").on(database).run();
        assertThat(first.exit()).as(first.toString()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(FerryCommand.ferry("server", "list", "--csv")
                        .on(database)
                        .run()
                        .text())
                .contains("blue");
    }

    private static List<String> texts(String line) {
        return Stream.of(line.split("`", -1))
                .filter(word -> word.endsWith(".txt"))
                .toList();
    }

    /** Loads a class with all types that its methods and fields name. */
    private static void load(ClassLoader loader, String name, List<String> missing) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            type.getDeclaredMethods();
            type.getDeclaredFields();
            type.getDeclaredConstructors();
        } catch (ReflectiveOperationException | LinkageError e) {
            missing.add(name + ": " + e);
        }
    }

    private static List<String> providers(JarFile jar, JarEntry entry) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static String text(JarFile jar, JarEntry entry) {
        try {
            return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An older commons-lang3 has CVE-2025-48924; annotations are of no use where Ferry runs. */
    @Test
    void nothingIsThereThatShouldNotBe() throws IOException {
        List<String> names =
                jars().stream().map(jar -> jar.getFileName().toString()).toList();

        assertThat(names).noneMatch(name -> name.matches("(jspecify|error_prone|checker).*"));
        assertThat(names).noneMatch(name -> name.matches("commons-lang3-3\\.(\\d|1[0-7])\\..*"));
        assertThat(names).anyMatch(name -> name.startsWith("commons-lang3-3."));
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(Scratch.buildDirectory().resolve("lib"))) {
            return files.sorted().toList();
        }
    }

    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars()) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
