package org.jettyferry.cli.store;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The one line that a bar is drawn on, over and over. Not the library's own: that asks JLine for the width of the terminal, and
 * JLine 3.29 ({@code PosixSysTerminal}) hands Ctrl-C back to the system, which then ends the process without a word.
 */
final class BarLine implements ProgressBarConsumer {
    /** A terminal has 80 columns, and in the last one some begin a new line. */
    private static final int WIDTH = 79;

    private final PrintWriter err;
    private int drawn;

    BarLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    @Override
    public void accept(String bar) {
        err.print("\r" + bar + " ".repeat(Math.max(0, drawn - bar.length())));
        err.flush();
        drawn = bar.length();
    }

    @Override
    public void close() {
        if (drawn > 0) {
            err.println();
            err.flush();
        }
        drawn = 0;
    }
}
