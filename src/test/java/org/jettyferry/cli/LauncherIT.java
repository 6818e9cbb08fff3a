package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator starts it: the executable jar, and the script {@code ferry} before it. */
class LauncherIT {
    @TempDir
    Path directory;

    @ServerTest(ServerKind.POSTGRESQL)
    void theExecutableJarEndsWithTheExitCode(TestDatabase database) {
        FerryProcess.Outcome detect =
                FerryCommand.ferry("detect", "--json").on(database).run();
        assertThat(detect.exit()).as("%s", detect.err()).isZero();
        assertThat(json(detect).get("generation").getAsString()).isEqualTo("none");
        assertThat(FerryCommand.ferry("upgrade", "--to", "12", "--yes")
                        .on(database)
                        .run()
                        .exit())
                .isEqualTo(ExitCode.REFUSED);
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void theLauncherPassesArgumentsAndTheExitCodeOn(TestDatabase database) throws IOException {
        for (Path archive : archives()) {
            Files.delete(archive);
        }
        detectsThroughLauncher(database); // makes the archive
        Path archive = archives().get(0);
        long size = Files.size(archive);
        detectsThroughLauncher(database); // uses it
        Files.delete(archive);
        Files.write(archive, new byte[(int) size / 2]); // the JVM would die of it
        detectsThroughLauncher(database);
        assertThat(launcher(database, "detect", "--unknown").exit()).isEqualTo(ExitCode.USAGE);
    }

    /** An archive is code: root with the HOME of another user must not run what that user has put there. */
    @Test
    void anArchiveInTheCacheCountsOnlyIfItIsTheUsersOwn() throws IOException {
        Path program = Files.createDirectories(directory.resolve("program"));
        Files.copy(Scratch.buildDirectory().resolve("ferry"), program.resolve("ferry"));
        Files.createFile(program.resolve("jetty-ferry.jar"));
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        java.toFile().setExecutable(true);
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path cache = Files.createDirectories(directory.resolve("cache"));
        String version = Files.readString(program.resolve("ferry")).replaceFirst("(?s).*\nversion='([^']*)'.*", "$1");
        Path archive = Files.writeString(cache.resolve("jetty-ferry-" + version + "-17.0.1_3.jsa"), "abc");

        assertThat(arguments(program)).contains("-XX:SharedArchiveFile=" + archive);

        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a file away");
        for (Path strange : List.of(archive, cache)) {
            Files.setAttribute(strange, "unix:uid", 65_534);
            assertThat(arguments(program)).doesNotContain("SharedArchiveFile");
            Files.setAttribute(strange, "unix:uid", 0);
        }
    }

    private String arguments(Path program) {
        return FerryCommand.ferry()
                .environment("FERRY_CACHE", directory.resolve("cache").toString())
                .environment("JAVA_HOME", directory.resolve("jdk").toString())
                .through("sh", program.resolve("ferry").toString(), "context", "list")
                .run()
                .text();
    }

    /** Runs in an ASCII locale, as under cron. */
    private void detectsThroughLauncher(TestDatabase database) throws IOException {
        FerryProcess.Outcome detect = launcher(database, "detect", "--json", "--table", "gr\u00FCn \u65E5");
        assertThat(detect.exit()).as("%s", detect.err()).isZero();
        assertThat(detect.err()).isEmpty();
        assertThat(json(detect).get("table").getAsString()).isEqualTo("gr\u00FCn \u65E5");
    }

    /** Passes the line through a file: this JVM cannot pass characters that its own locale does not have. */
    private FerryProcess.Outcome launcher(TestDatabase database, String... args) throws IOException {
        Path launcher = Scratch.buildDirectory().resolve("ferry");
        String line = Stream.concat(Stream.of(launcher.toString()), Stream.of(args))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path script = Files.writeString(directory.resolve("line"), "exec " + line);
        return FerryCommand.ferry()
                .on(database)
                .environment("FERRY_CACHE", directory.resolve("cache").toString())
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .environment("LC_ALL", "C")
                .through("sh", script.toString())
                .run();
    }

    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(Scratch.buildDirectory())) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static JsonObject json(FerryProcess.Outcome outcome) {
        return JsonParser.parseString(outcome.text()).getAsJsonObject();
    }
}
