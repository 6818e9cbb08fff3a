package org.jettyferry.cli.store;

import java.io.PrintWriter;
import org.jettyferry.cli.terminal.Terminal;
import org.jettyferry.store.journal.MigrationListener;

/** Shows how a run comes along; closing it ends what it draws, and may be done twice. */
interface Progress extends MigrationListener, AutoCloseable {
    /** Between two signs of life of a step that counts no rows. */
    long SECONDS = 10;

    @Override
    void close();

    /** A bar where somebody looks, else plain lines. */
    static Progress on(PrintWriter err, Terminal terminal) {
        Progress shown = terminal.interactive()
                ? new BarProgress(err, System::nanoTime)
                : new LineProgress(err, System::nanoTime);
        return new ElapsedProgress(shown, SECONDS);
    }
}
