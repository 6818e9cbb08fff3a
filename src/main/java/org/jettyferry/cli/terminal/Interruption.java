package org.jettyferry.cli.terminal;

import java.util.function.Supplier;

/** Lets a command print a last message when Ctrl-C or a plain {@code kill} ends the process during its work. */
public final class Interruption {
    private Interruption() {}

    /**
     * Runs the work with a shutdown hook.
     *
     * @param work what may be interrupted
     * @param onInterrupt runs in a thread of its own on shutdown, while the work goes on until the process ends; must
     * be quick
     * @return the result of the work
     */
    public static <T> T run(Supplier<T> work, Runnable onInterrupt) {
        Thread hook = new Thread(onInterrupt, "ferry-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down and runs the hook.
        }
    }
}
