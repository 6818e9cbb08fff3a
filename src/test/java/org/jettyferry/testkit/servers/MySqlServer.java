package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** MySQL Community Server 8.0 out of an artifact of Kill Bill, whose own launcher can't start it as root. */
final class MySqlServer extends TestServer {
    private static final URL CARRIER = MySqlServer.class.getResource("/mysql-Linux-amd64.tar.gz");
    private static final Pattern LACKING = Pattern.compile("shared libraries: (\\S+): cannot open");

    /**
     * Libraries that bare machines lack and MySQL can do without: asynchronous I/O is switched off below, and without NUMA
     * it asks once whether there is NUMA; {@code setlogin} of the C library answers as the missing function would, with -1.
     */
    private static final Map<String, Map<String, String>> DISPENSABLE =
            Map.of("libaio.so.1", Map.of(), "libnuma.so.1", Map.of("numa_available", "setlogin"));

    MySqlServer() {
        super("mysql");
    }

    @Override
    Optional<String> missing() {
        boolean published =
                "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
        return published
                ? Command.run(programs(), List.of("bin/mysqld", "--version")).complaint("MySQL")
                : Optional.of("MySQL is published as a Maven artifact for Linux on amd64 only");
    }

    @Override
    Running start() {
        Path programs = programs();
        Path template =
                Unpacked.once(Scratch.kept(Unpacked.name("mysql-data", CARRIER)), half -> initialise(programs, half));
        Path run = Scratch.run("mysql");
        Unpacked.copy(template.resolve("data"), run.resolve("data"));
        Path users = MySqlUsers.write(run.resolve("users.sql"));

        int port = Ports.free();
        List<String> command = new ArrayList<>(command(programs, run.resolve("data")));
        command.addAll(MySqlUsers.serverOptions(port, users));
        command.addAll(
                List.of("--mysqlx=OFF", "--skip-log-bin", "--local-infile=ON", "--innodb-redo-log-capacity=64M"));
        ServerProcess process = ServerProcess.start(run, command, "TERM");
        String url = "jdbc:mysql://127.0.0.1:" + port + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        Running running = new Running(url, Running.USER, Running.PASSWORD, () -> {
            process.stop();
            Scratch.delete(run);
        });
        process.await(running);
        return running;
    }

    private static List<String> command(Path programs, Path data) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + data,
                "--performance-schema=OFF",
                "--innodb-use-native-aio=OFF"));
        if (NotRoot.isRoot()) {
            command.add("--user=root");
        }
        return command;
    }

    private static void initialise(Path programs, Path half) {
        List<String> command = new ArrayList<>(command(programs, half.resolve("data")));
        command.addAll(List.of("--initialize-insecure", "--innodb-redo-log-capacity=8M"));
        Command.run(half, command).orFail("mysqld --initialize-insecure");
    }

    private static Path programs() {
        return Unpacked.once(Scratch.kept(Unpacked.name("mysql", CARRIER)), MySqlServer::unpack);
    }

    private static void unpack(Path target) {
        try (InputStream in = CARRIER.openStream()) {
            Unpacked.tar(new GZIPInputStream(in), target);
            doWithoutLackingLibraries(target.resolve("bin/mysqld"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void doWithoutLackingLibraries(Path mysqld) throws IOException {
        for (int i = 0; i < DISPENSABLE.size(); i++) {
            Command version = Command.run(mysqld.getParent(), List.of(mysqld.toString(), "--version"));
            Matcher lacking = LACKING.matcher(version.output());
            if (lacking.find() && DISPENSABLE.containsKey(lacking.group(1))) {
                ElfFile.replaceLibrary(mysqld, lacking.group(1), "libdl.so.2", DISPENSABLE.get(lacking.group(1)));
            }
        }
    }
}
