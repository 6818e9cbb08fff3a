package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.Scratch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real start.jars enable the modules, and fetch the jars by themselves: from a local repository, or over HTTP. */
class ModuleDownloadIT {
    private static final Pattern COORDINATES = Pattern.compile("maven://org\\.jettyferry/jetty-ferry/([^/]+)/");
    private static final String VERSION = version();
    private static final String FOLDER = "org/jettyferry/jetty-ferry/" + VERSION + "/";

    @TempDir
    Path folder;

    private Path base;
    private Path repository;

    @BeforeEach
    void makeFolders() throws IOException {
        base = Files.createDirectory(folder.resolve("base"));
        repository = Files.createDirectory(folder.resolve("repository"));
    }

    @ParameterizedTest
    @CsvSource({
        "JETTY_9_3, ferry, node-javax",
        "JETTY_9_4, ferry, node-javax",
        "JETTY_9_4, ferry-guest, guest",
        "JETTY_10, ferry, node-javax",
        "JETTY_11, ferry, node",
        "JETTY_12_0, ferry, node",
        "JETTY_12_1, ferry, node",
        "JETTY_12_1, ferry-ee8, node-javax",
        "JETTY_12_1, ferry-guest, guest"
    })
    void fromALocalRepository(JettyRelease release, String module, String classifier) throws Exception {
        assumeWide(release);
        Path published = repository.resolve(FOLDER + "jetty-ferry-" + VERSION + "-" + classifier + ".jar");
        Files.createDirectories(published.getParent());
        Files.copy(jar(classifier), published);
        unzip(modules(release), base);

        String said = start(release, add(release) + module, "maven.local.repo=" + repository);

        assertThat(fetched(classifier)).as(said).hasSameBinaryContentAs(jar(classifier));
        assertThat(start(release, "--list-config", "maven.local.repo=" + repository))
                .contains("jetty-ferry-" + classifier + ".jar");
    }

    @ParameterizedTest
    @CsvSource({"JETTY_9_4, ferry, node-javax", "JETTY_12_1, ferry, node", "JETTY_12_1, ferry-guest, guest"})
    void overHttp(JettyRelease release, String module, String classifier) throws Exception {
        unzip(modules(release), base);
        try (Repository http = new Repository(release)) {
            String said = start(
                    release, add(release) + module, "maven.repo.uri=" + http.uri(), "maven.local.repo=" + repository);

            assertThat(fetched(classifier)).as(said).hasSameBinaryContentAs(jar(classifier));
            assertThat(http.asked).anyMatch(path -> path.endsWith("-" + classifier + ".jar"));
        }
    }

    /** From 10 on one command brings the module's files, too. */
    @ParameterizedTest
    @CsvSource({"JETTY_10", "JETTY_12_1"})
    void theModuleFilesToo(JettyRelease release) throws Exception {
        assumeWide(release);
        String zip = "maven://org.jettyferry/jetty-ferry/" + VERSION + "/zip/jetty-" + line(release) + "|extract:/";
        try (Repository http = new Repository(release)) {
            String[] from = {"maven.repo.uri=" + http.uri(), "maven.local.repo=" + repository};
            start(release, "--create-files", "--download=" + zip, from[0], from[1]);
            String said = start(release, add(release) + "ferry", from[0], from[1]);

            assertThat(fetched(release == JettyRelease.JETTY_10 ? "node-javax" : "node"))
                    .as(said)
                    .isNotEmptyFile();
        }
    }

    /** The folder of the distribution has the jars, so nothing is fetched. */
    @ParameterizedTest
    @CsvSource({"JETTY_9_3", "JETTY_9_4", "JETTY_10", "JETTY_11", "JETTY_12_0", "JETTY_12_1"})
    void withTheJarsInPlaceNothingIsFetched(JettyRelease release) throws Exception {
        assumeWide(release);
        copyAll(Scratch.buildDirectory().resolve("jetty-modules").resolve(line(release)), base);
        try (Repository http = new Repository(release)) {
            String said = start(
                    release, add(release) + "ferry", "maven.repo.uri=" + http.uri(), "maven.local.repo=" + repository);

            assertThat(http.asked).as(said).isEmpty();
            assertThat(said).doesNotContainIgnoringCase("download");
        }
    }

    private static void assumeWide(JettyRelease release) {
        if (!List.of(JETTY_9_3, JETTY_9_4, JettyRelease.JETTY_12_1).contains(release)) {
            Wide.assume("the download on " + release);
        }
    }

    /** Up to 9.4 the flag has its older name. */
    private static String add(JettyRelease release) {
        return release.compareTo(JETTY_9_4) <= 0 ? "--add-to-start=" : "--add-modules=";
    }

    private static String line(JettyRelease release) {
        return release.name().replaceFirst("JETTY_", "").replace('_', '.');
    }

    /** The one that the modules name. */
    private static String version() {
        Path module = Scratch.buildDirectory().resolve("jetty-modules/12.1/modules/ferry-guest.mod");
        try {
            Matcher found = COORDINATES.matcher(Files.readString(module));
            assertThat(found.find()).isTrue();
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path modules(JettyRelease release) {
        return Scratch.buildDirectory().resolve("jetty-modules-" + line(release) + ".zip");
    }

    private static Path jar(String classifier) {
        return Scratch.buildDirectory().resolve("jetty-ferry-" + classifier + ".jar");
    }

    private Path fetched(String classifier) {
        return base.resolve("lib/ferry/jetty-ferry-" + classifier + ".jar");
    }

    private String start(JettyRelease release, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                release.home().resolve("start.jar").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static void unzip(Path archive, Path to) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    assertThat(entry.getName()).doesNotEndWith(".jar");
                    Path file = to.resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** A Maven repository over HTTP with the artifacts of this build, each snapshot under its plain name. */
    private static final class Repository implements AutoCloseable {
        final Queue<String> asked = new ConcurrentLinkedQueue<>();
        private final JettyRelease release;
        private final HttpServer server;

        Repository(JettyRelease release) throws IOException {
            this.release = release;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::answer);
            server.start();
        }

        String uri() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] body = body(path);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private byte[] body(String path) throws IOException {
            if (path.equals("/" + FOLDER + "maven-metadata.xml")) {
                return metadata().getBytes(StandardCharsets.UTF_8);
            }
            String prefix = "/" + FOLDER + "jetty-ferry-" + VERSION + "-";
            String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
            if (name.equals("jetty-" + line(release) + ".zip")) {
                return Files.readAllBytes(modules(release));
            }
            return name.endsWith(".jar") ? Files.readAllBytes(jar(name.replace(".jar", ""))) : new byte[0];
        }

        private String metadata() {
            StringBuilder versions = new StringBuilder();
            for (String artifact : List.of("jar node", "jar node-javax", "jar guest", "zip jetty-" + line(release))) {
                String[] parts = artifact.split(" ", 2);
                versions.append(
                        "<snapshotVersion><classifier>%s</classifier><extension>%s</extension><value>%s</value></snapshotVersion>"
                                .formatted(parts[1], parts[0], VERSION));
            }
            return "<metadata><versioning><lastUpdated>20261130000000</lastUpdated><snapshotVersions>" + versions
                    + "</snapshotVersions></versioning></metadata>";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
