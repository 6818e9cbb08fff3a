package org.jettyferry.testkit.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jettyferry.testkit.servers.Guard;
import org.jettyferry.testkit.servers.Ports;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;

/** A Jetty node in a process of its own, with its sessions in a {@link TestDatabase}. It never outlives this JVM. */
public final class JettyNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JettyRelease release;
    private final Path base;
    private final int port;
    private final Process process;
    private final Guard guard;

    private JettyNode(JettyRelease release, Path base, int port, Process process) {
        this.release = release;
        this.base = base;
        this.port = port;
        this.process = process;
        this.guard = Guard.over(process, "TERM");
    }

    /**
     * Begins the plan of a node.
     *
     * @param release the Jetty to run
     * @param database where its sessions live
     * @return the plan, without a web application so far
     */
    public static NodePlan plan(JettyRelease release, TestDatabase database) {
        return new NodePlan(release, database);
    }

    static JettyNode start(NodePlan plan) {
        Path base = Scratch.run("jetty");
        int port = Ports.free();
        JettyBase.write(plan, base, port);
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + base.resolve("tmp"),
                        "-jar",
                        plan.release.home().resolve("start.jar").toString())
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("node.log").toFile());
        java.environment().put("NODE_NAME", plan.workerName);
        java.environment().putAll(plan.environment);
        try {
            JettyNode node = new JettyNode(plan.release, base, port, java.start());
            node.await();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the address of the node.
     *
     * @return its root, with a slash at the end
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /**
     * Gives what the node has written so far.
     *
     * @return its log
     */
    public String log() {
        try {
            return Files.readString(base.resolve("node.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the node in order, so that it saves what it must. */
    public void stop() {
        process.destroy();
        if (!ended(Duration.ofSeconds(60))) {
            String log = log();
            kill();
            throw new IllegalStateException(release + " did not stop:\n" + log);
        }
        cleanUp();
    }

    /** Kills the node as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(10));
        cleanUp();
    }

    /** Stops the node, if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    @Override
    public String toString() {
        return release + " on port " + port;
    }

    private void cleanUp() {
        guard.release();
        Scratch.delete(base);
    }

    private void await() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String log = log();
                kill();
                throw new IllegalStateException(release + " did not start:\n" + log);
            }
            ended(Duration.ofMillis(100));
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri().toURL().openConnection();
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.getResponseCode();
            connection.disconnect();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + release, e);
        }
    }
}
