package org.jettyferry.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * A file that gets what a command prints, too: each line with its time, at its end. Of a line that a terminal draws several
 * times it gets the last form. It stays open until the program ends, because errors are printed last. For one thread.
 */
public final class LogFile {
    private final PrintWriter file;
    private final Clock clock;

    private LogFile(PrintWriter file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Opens a file, to append to it.
     *
     * @throws OperatorException if that is not possible
     */
    public static LogFile append(Path path, Clock clock) {
        try {
            return new LogFile(
                    new PrintWriter(
                            Files.newBufferedWriter(
                                    path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            true),
                    clock);
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.USAGE,
                    "could not open the log file " + path,
                    "Check its folder and the permissions. Nothing was changed.");
        }
    }

    /** Writes a line. */
    public void line(String text) {
        file.println(OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS) + " " + text);
    }

    /** Returns a writer that writes to another one, and here. */
    public PrintWriter copying(PrintWriter to) {
        return new PrintWriter(new Copying(to));
    }

    /** Passes on what is written, and collects lines. */
    private final class Copying extends Writer {
        private final PrintWriter to;
        private final StringBuilder line = new StringBuilder();
        private boolean drawnAnew;

        Copying(PrintWriter to) {
            this.to = to;
        }

        @Override
        public void write(char[] characters, int start, int length) {
            to.write(characters, start, length);
            for (int i = start; i < start + length; i++) {
                take(characters[i]);
            }
        }

        private void take(char character) {
            if (character == '\n') {
                line(line.toString());
                line.setLength(0);
                drawnAnew = false;
            } else if (character == '\r') {
                drawnAnew = true; // unless the end of the line follows
            } else {
                if (drawnAnew) {
                    line.setLength(0);
                    drawnAnew = false;
                }
                line.append(character);
            }
        }

        @Override
        public void flush() {
            to.flush();
        }

        @Override
        public void close() {
            to.flush();
        }
    }
}
