package org.jettyferry.testkit.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jettyferry.testkit.servers.Guard;

/**
 * The program while it runs: it can be killed at any point, as a power cut would do it. Its input is empty, but for what is
 * typed on a terminal.
 */
public final class FerryProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Guard guard;
    private final Optional<PrintStream> echo;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, Long> heard = new ConcurrentHashMap<>();
    private final List<Thread> readers;
    private volatile Optional<String> deadlyWords = Optional.empty();

    /**
     * What came of a command.
     *
     * @param exit its exit code; 137 if it was killed
     * @param out the lines of its standard output
     * @param err the lines of its standard error
     */
    public record Outcome(int exit, List<String> out, List<String> err) {
        /**
         * Gives the standard output as one text.
         *
         * @return all lines
         */
        public String text() {
            return String.join("\n", out);
        }
    }

    public FerryProcess(Process process, Optional<PrintStream> echo, boolean typing) throws IOException {
        this.process = process;
        this.echo = echo;
        this.guard = Guard.over(process, "KILL");
        if (!typing) {
            process.getOutputStream().close();
        }
        this.readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /**
     * Types on its terminal.
     *
     * @param keys what is typed; {@code "\3"} is Ctrl-C
     * @return this
     */
    public FerryProcess type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Kills the process as soon as it says something; also if it has said it already.
     *
     * @param words a part of a line of either output
     * @return this
     */
    public FerryProcess killAt(String words) {
        deadlyWords = Optional.of(words);
        if (out.stream().anyMatch(this::isDeadly) || err.stream().anyMatch(this::isDeadly)) {
            kill();
        }
        return this;
    }

    /**
     * Kills the process after a time, if it still runs then.
     *
     * @param delay from now
     * @return this
     */
    public FerryProcess killAfter(Duration delay) {
        if (!ended(delay)) {
            kill();
        }
        return this;
    }

    /**
     * Waits until the process says something; returns at once if it has said it already.
     *
     * @param words a part of a line of either output
     * @return this
     */
    public FerryProcess awaitWords(String words) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Stream.concat(out.stream(), err.stream()).noneMatch(line -> line.contains(words))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("never said: " + words + "\n" + out + "\n" + err);
            }
            ended(Duration.ofMillis(20));
        }
        return this;
    }

    /**
     * Tells when the process said a line for the first time.
     *
     * @param words a part of exactly one line
     * @return the time, as of {@link System#nanoTime}
     */
    public long heard(String words) {
        return heard.entrySet().stream()
                .filter(line -> line.getKey().contains(words))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("never said: " + words));
    }

    /**
     * Gives the process's number.
     *
     * @return its id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Sends it a signal.
     *
     * @param name e.g. {@code STOP}
     */
    public void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ended with " + exit);
        }
    }

    /** Kills the process: it can do nothing about it, not even run a shutdown hook. */
    public void kill() {
        // Not through the process itself, which would close the streams: what was said before the end would be lost.
        process.toHandle().destroyForcibly();
    }

    /**
     * Waits for the end.
     *
     * @return what came of it
     */
    public Outcome outcome() {
        if (!ended(PATIENCE)) {
            kill();
            throw new IllegalStateException("still running after " + PATIENCE + ":\n" + out + "\n" + err);
        }
        try {
            for (Thread reader : readers) {
                reader.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return new Outcome(process.exitValue(), List.copyOf(out), List.copyOf(err));
    }

    @Override
    public void close() {
        kill();
        guard.release();
    }

    private Thread reader(InputStream stream, List<String> lines) {
        Thread thread = new Thread(() -> read(stream, lines), "output of ferry");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream stream, List<String> lines) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                heard.putIfAbsent(line, System.nanoTime());
                if (isDeadly(line)) {
                    kill();
                }
                String shown = "  " + line;
                echo.ifPresent(to -> to.println(shown));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isDeadly(String line) {
        return deadlyWords.filter(line::contains).isPresent();
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
