package org.jettyferry.testkit.balancers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jettyferry.testkit.servers.Guard;
import org.jettyferry.testkit.servers.Scratch;

/** HAProxy or nginx as a child process, configured as the example in {@code docs/examples} says. */
final class BalancerProcess implements LoadBalancer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name;
    private final Path folder;
    private final int port;
    private final Process process;
    private final Guard guard;

    private BalancerProcess(String name, Path folder, int port, List<String> command) throws IOException {
        this.name = name;
        this.folder = folder;
        this.port = port;
        this.process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("balancer.log").toFile())
                .start();
        this.guard = Guard.over(process, "TERM");
        await();
    }

    /**
     * Starts HAProxy.
     *
     * @param port one that the configuration listens on
     */
    static BalancerProcess haproxy(Path program, int port, ExampleConfiguration configuration) {
        Path folder = Scratch.run("haproxy");
        List<String> command = List.of(program.toString(), "-db", "-f", "balancer.conf");
        return start("HAProxy", folder, port, command, configuration.toString());
    }

    /** Starts nginx with a configuration for its block {@code http}; the port is one that it listens on. */
    static BalancerProcess nginx(Path program, int port, ExampleConfiguration configuration) {
        Path folder = Scratch.run("nginx");
        List<String> command = List.of(
                program.toString(), "-p", folder + "/", "-c", folder.resolve("balancer.conf") + "", "-e", "stderr");
        return start("nginx", folder, port, command, """
                %sdaemon off;
                worker_processes 1;
                pid nginx.pid;
                events { worker_connections 500; }
                http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                %s
                }
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user root;\n" : "", configuration));
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        guard.close();
        Scratch.delete(folder);
    }

    @Override
    public String toString() {
        return name + " on port " + port;
    }

    private static BalancerProcess start(
            String name, Path folder, int port, List<String> command, String configuration) {
        try {
            Files.writeString(folder.resolve("balancer.conf"), configuration);
            return new BalancerProcess(name, folder, port, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (ended(Duration.ofMillis(50)) || System.nanoTime() > end) {
                String log = Files.readString(folder.resolve("balancer.log"));
                close();
                throw new IllegalStateException(name + " did not start:\n" + log);
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " started", e);
        }
    }
}
