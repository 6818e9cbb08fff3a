package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process together with this JVM, even if the JVM is killed: a shell waits on a pipe that closes when the JVM is
 * gone. A shutdown hook alone would leave servers behind after {@code kill -9}.
 */
public final class Guard implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            kill -s "$1" "$2" || exit 0
            for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.5; kill -0 "$2" || exit 0; done
            kill -s KILL "$2"
            """;

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    /**
     * Lets a process end at the latest when this JVM ends.
     *
     * @param process the process
     * @param signal the signal that ends it in order, e.g. {@code TERM}; after five seconds follows {@code KILL}
     * @return the guard; closing it ends the process now
     */
    public static Guard over(Process process, String signal) {
        try {
            return new Guard(new ProcessBuilder("sh", "-c", SCRIPT, "guard", signal, Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        }
    }

    /** Drops the guard over a process that has ended, so that its number, used again, is not hit. */
    public void release() {
        shell.destroyForcibly();
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor(15, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
