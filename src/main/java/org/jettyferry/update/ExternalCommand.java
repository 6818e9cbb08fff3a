package org.jettyferry.update;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jettyferry.jdbc.ConnectionSettings;

/**
 * The process of an external command. It begins its work only when {@link #go} is called, so that it can be recorded first:
 * a process that nobody knows would go on unseen after a kill of this one.
 *
 * <p>The gate is a shell that waits for a line and then becomes the command. It ends by itself if this process ends before.
 * Windows has no such shell; there the command begins at once.
 */
final class ExternalCommand {
    private static final List<String> GATE = List.of("/bin/sh", "-c", "read -r go && exec \"$@\"", "sh");
    private static final boolean GATED = Files.isExecutable(Path.of(GATE.get(0)));
    private static final int TAIL = 200;

    private final Process process;
    private final Thread reader;
    private final List<String> tail = new ArrayList<>();

    private ExternalCommand(Process process, UnaryOperator<String> hiding, UpdateListener listener) {
        this.process = process;
        this.reader = new Thread(() -> read(hiding, listener), "ferry-command");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the process in a folder.
     *
     * @param settings the database that the command finds in its environment
     * @throws IOException if there is no such program
     */
    static ExternalCommand start(
            Path folder, Update.Command command, ConnectionSettings settings, UpdateListener listener)
            throws IOException {
        List<String> words = new ArrayList<>(GATED ? GATE : List.of());
        words.add(program(folder, command.words().get(0)));
        words.addAll(command.words().subList(1, command.words().size()));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("FERRY_URL", settings.url());
        settings.user().ifPresent(user -> builder.environment().put("FERRY_USER", user));
        settings.password().ifPresent(password -> builder.environment().put("FERRY_PASSWORD", password));
        builder.environment().putAll(command.environment());
        return new ExternalCommand(builder.start(), hiding(settings), listener);
    }

    /** Returns a program of the folder by its path, and another as it is, to be found by the search path. */
    private static String program(Path folder, String name) {
        Path own = folder.toAbsolutePath().resolve(name).normalize();
        return Files.isRegularFile(own) ? own.toString() : name;
    }

    /** Masks the password, should the command print it. */
    private static UnaryOperator<String> hiding(ConnectionSettings settings) {
        Optional<String> password = settings.password().filter(text -> !text.isEmpty());
        return line -> {
            String shown = settings.withoutSecrets(line);
            return password.map(text -> shown.replace(text, "***")).orElse(shown);
        };
    }

    long pid() {
        return process.pid();
    }

    /** Returns when the process has started, in milliseconds since 1970; 0 where the system does not say so. */
    long started() {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Lets the command begin; its input is empty. */
    void go() {
        try (OutputStream in = process.getOutputStream()) {
            in.write("go\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return; // it has ended already; its exit code says how
        }
    }

    /** Waits a moment; returns the exit code once it has ended. */
    Optional<Integer> await(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        reader.join(1000); // what it has started may hold its output open
        return Optional.of(process.exitValue());
    }

    /** Ends the process with all that it has started. */
    void end() {
        end(process.toHandle());
    }

    /** Returns the last lines of its output. */
    String output() {
        synchronized (tail) {
            return String.join("\n", tail);
        }
    }

    /**
     * Ends a process that a killed run has left on this machine, with all that it has started.
     *
     * @param started when it had started, so that another process of that number is left alone
     * @return whether there was one
     */
    static boolean endLeft(long pid, long started) {
        Optional<ProcessHandle> left = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> started > 0
                        && handle.info()
                                        .startInstant()
                                        .map(Instant::toEpochMilli)
                                        .orElse(-1L)
                                == started);
        left.ifPresent(ExternalCommand::end);
        return left.isPresent();
    }

    private static void end(ProcessHandle handle) {
        List<ProcessHandle> below = handle.descendants().toList();
        handle.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        handle.onExit().join();
    }

    private void read(UnaryOperator<String> hiding, UpdateListener listener) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String shown = hiding.apply(line);
                listener.tell(shown);
                keep(shown);
            }
        } catch (IOException | UncheckedIOException e) {
            keep("(its output could not be read: " + e.getMessage() + ")");
        }
    }

    private void keep(String line) {
        synchronized (tail) {
            tail.add(line);
            if (tail.size() > TAIL) {
                tail.remove(0);
            }
        }
    }
}
