package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a short command to its end and keeps what it said. */
record Command(int exit, String output) {
    /** The exit code of a program that can't even be started, as shells have it. */
    private static final int CANNOT_RUN = 127;

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
            return new Command(CANNOT_RUN, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, e);
        }
    }

    /** Tells whether a command can be run here and succeeds; a missing program is a plain no. */
    static boolean works(String... command) {
        return run(Path.of("."), List.of(command)).exit == 0;
    }

    /** Tells why the program of a product can't be used on this machine; nothing if it can. */
    Optional<String> complaint(String product) {
        return exit == 0 ? Optional.empty() : Optional.of(product + " does not run on this machine: " + output);
    }

    Command orFail(String what) {
        if (exit != 0) {
            throw new IllegalStateException(what + " ended with " + exit + ":\n" + output);
        }
        return this;
    }
}
