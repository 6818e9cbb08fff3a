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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jettyferry.testkit.servers.Guard;
import org.jettyferry.testkit.servers.Ports;
import org.jettyferry.testkit.servers.Scratch;

/** HAProxy or nginx as a child process, configured for one test. */
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

    static BalancerProcess haproxy(Path program, Map<String, URI> nodes) {
        Path folder = Scratch.run("haproxy");
        int port = Ports.free();
        String sticky = lines(nodes, "  use-server %1$s if { req.cook(JSESSIONID) -m end .%1$s }\n");
        String servers = lines(nodes, "  server %1$s %2$s\n");
        return start("HAProxy", folder, port, List.of(program.toString(), "-db", "-f", "balancer.conf"), """
                global
                  maxconn 500
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                frontend users
                  bind 127.0.0.1:%d
                  default_backend nodes
                backend nodes
                  balance roundrobin
                %s%s""".formatted(
                        port, sticky, servers));
    }

    static BalancerProcess nginx(Path program, Map<String, URI> nodes) {
        Path folder = Scratch.run("nginx");
        int port = Ports.free();
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
                  upstream nodes { %s keepalive 16; }
                  %s
                  map $cookie_JSESSIONID $node { default nodes; %s }
                  server {
                    listen 127.0.0.1:%d;
                    client_max_body_size 0;
                    location / {
                      proxy_pass http://$node;
                      proxy_http_version 1.1;
                      proxy_set_header Host $http_host;
                      proxy_set_header Connection "";
                      proxy_set_header X-Forwarded-For $remote_addr;
                      proxy_set_header X-Forwarded-Proto http;
                    }
                  }
                }
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user root;\n" : "",
                        lines(nodes, "server %2$s; "),
                        lines(nodes, "upstream %1$s { server %2$s; keepalive 16; } "),
                        lines(nodes, "~\\.%1$s$ %1$s; "),
                        port));
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

    /** One line for each node: its name, and host and port. */
    private static String lines(Map<String, URI> nodes, String format) {
        return nodes.entrySet().stream()
                .map(node -> format.formatted(node.getKey(), node.getValue().getAuthority()))
                .collect(Collectors.joining());
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
