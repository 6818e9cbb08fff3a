package org.jettyferry.cli.store;

import java.io.PrintWriter;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.store.journal.MigrationListener;

/** Shows the progress of a run. {@link #close} ends what it draws, and may be called twice. */
interface Progress extends MigrationListener, AutoCloseable {
    /** The time between two messages of a step that counts no rows. */
    long SECONDS = 10;

    @Override
    void close();

    /** Returns a bar on a terminal, and plain lines elsewhere. */
    static Progress on(PrintWriter err, Terminal terminal) {
        Progress shown = terminal.interactive()
                ? new BarProgress(err, System::nanoTime)
                : new LineProgress(err, System::nanoTime);
        return new ElapsedProgress(shown, SECONDS);
    }
}
