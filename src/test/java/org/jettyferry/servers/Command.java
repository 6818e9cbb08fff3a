package org.jettyferry.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a short command to its end and keeps what it said. */
record Command(int exit, String output) {
    static Command run(Path directory, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Command(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, e);
        }
    }

    /** Tells whether a command can be run here and succeeds; a missing program is a plain no. */
    static boolean works(String... command) {
        try {
            return run(Path.of("."), List.of(command)).exit == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    Command orFail(String what) {
        if (exit != 0) {
            throw new IllegalStateException(what + " ended with " + exit + ":\n" + output);
        }
        return this;
    }
}
