package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A database server as a child process. Its log is a file; it ends with this JVM. */
final class ServerProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Guard guard;
    private final Path log;

    private ServerProcess(Process process, Guard guard, Path log) {
        this.process = process;
        this.guard = guard;
        this.log = log;
    }

    static ServerProcess start(Path directory, List<String> command, String stopSignal) {
        Path log = directory.resolve("server.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new ServerProcess(process, Guard.over(process, stopSignal), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server takes a connection; fails with its log when it ends instead. */
    void await(Running running) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(running)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                stop();
                throw new IllegalStateException("no answer from " + running.url() + ":\n" + log());
            }
            pause();
        }
    }

    void stop() {
        guard.close();
    }

    private static boolean answers(Running running) {
        try {
            DriverManager.getConnection(running.url(), running.user(), running.password())
                    .close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server started", e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
