package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL from the binaries that zonky publishes. Started by hand and not by zonky's own class, which can't start it as
 * root where user namespaces are forbidden (most containers).
 */
final class PostgresServer extends TestServer {
    private static final String OS =
            System.getProperty("os.name").startsWith("Mac") ? "darwin" : System.getProperty("os.name");
    private static final String ARCH = "aarch64".equals(System.getProperty("os.arch")) ? "arm_64" : "x86_64";
    private static final String BINARIES = "/postgres-" + OS.toLowerCase(Locale.ROOT) + "-" + ARCH + ".txz";
    private static final URL CARRIER = PostgresServer.class.getResource(BINARIES);

    PostgresServer() {
        super("postgresql");
    }

    @Override
    Optional<String> missing() {
        if (CARRIER == null) {
            return Optional.of("there are no PostgreSQL binaries " + BINARIES + " on the class path");
        }
        return NotRoot.find()
                .map(user -> Command.run(
                                Path.of("."),
                                user.command(
                                        programs(user).resolve("bin/postgres").toString(), "--version"))
                        .complaint("PostgreSQL"))
                .orElse(Optional.of("PostgreSQL refuses to run as root, and root can use neither unshare nor setpriv"));
    }

    @Override
    Running start() {
        NotRoot user = NotRoot.find().orElseThrow();
        Path programs = programs(user);
        Path template = Unpacked.once(
                user.kept(Unpacked.name("postgresql-data-quick-" + Running.PASSWORD, CARRIER)),
                half -> initialise(user, programs, half));
        Path run = user.run("postgresql");
        Path data = run.resolve("data");
        Unpacked.copy(template.resolve("data"), data);
        user.own(run);

        int port = Ports.free();
        ServerProcess process = ServerProcess.start(run, command(user, programs, data, port), "INT");
        Running running =
                new Running("jdbc:postgresql://127.0.0.1:" + port + "/postgres", Running.USER, Running.PASSWORD, () -> {
                    process.stop();
                    Scratch.delete(run);
                });
        process.await(running);
        return running;
    }

    @Override
    String dropStatement(String database) {
        return "drop database " + database + " with (force)";
    }

    @Override
    String connectionsQuery(String database) {
        return "select pid || ' ' || coalesce(state, '') || ' ' || coalesce(query, '') from pg_stat_activity"
                + " where backend_type = 'client backend' and datname = '" + database + "'";
    }

    private static List<String> command(NotRoot user, Path programs, Path data, int port) {
        return user.command(
                programs.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off");
    }

    private static Path programs(NotRoot user) {
        return Unpacked.once(user.kept(Unpacked.name("postgresql", CARRIER)), PostgresServer::unpack);
    }

    private static void unpack(Path target) {
        try (InputStream in = CARRIER.openStream()) {
            Unpacked.tar(new XZInputStream(in), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void initialise(NotRoot user, Path programs, Path half) {
        try {
            Path password = Files.writeString(half.resolve("password"), Running.PASSWORD);
            user.own(half);
            Command.run(
                            half,
                            user.command(
                                    programs.resolve("bin/initdb").toString(),
                                    "--pgdata=" + half.resolve("data"),
                                    "--username=" + Running.USER,
                                    "--pwfile=" + password,
                                    "--auth=scram-sha-256",
                                    // A password that is hashed 4096 times takes most of a short test's time.
                                    "--set=scram_iterations=1",
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    "--no-sync"))
                    .orFail("initdb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
