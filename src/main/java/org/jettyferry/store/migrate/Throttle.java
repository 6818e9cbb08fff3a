package org.jettyferry.store.migrate;

import java.nio.file.Files;

/** Keeps a run to the operator's limit of rows per second, and pauses it while the pause file exists. */
final class Throttle {
    private static final long LOOK_EVERY_MILLIS = 500;

    private final MigrationControl control;
    private final long startNanos = System.nanoTime();
    private long pausedNanos;

    Throttle(MigrationControl control) {
        this.control = control;
    }

    /** Waits until the next chunk may begin. While one lane waits here, the others wait for it. */
    synchronized void awaitTurn(long rowsDone) {
        pauseWhileFileExists();
        control.pace().maxRowsPerSecond().ifPresent(limit -> {
            long due = startNanos + pausedNanos + rowsDone * 1_000_000_000L / limit;
            sleep((due - System.nanoTime()) / 1_000_000);
        });
    }

    private void pauseWhileFileExists() {
        if (control.pace().pauseFile().isEmpty()
                || !Files.exists(control.pace().pauseFile().get())) {
            return;
        }
        long begin = System.nanoTime();
        control.listener().note("Paused while " + control.pace().pauseFile().get() + " exists; remove it to go on.");
        while (Files.exists(control.pace().pauseFile().get()) && sleep(LOOK_EVERY_MILLIS)) {
            // look again
        }
        pausedNanos += System.nanoTime() - begin;
    }

    private static boolean sleep(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
