package org.jettyferry.cli.terminal;

import java.util.function.Supplier;

/** The last word where the process is ended in the middle of its work, by Ctrl-C or a plain kill. */
public final class Interruption {
    private Interruption() {}

    /**
     * Works, and watches meanwhile.
     *
     * @param work what may be interrupted
     * @param lastWord is run by a thread of its own if it is, while the work goes on until the process is gone; has to be quick
     * @return what came of the work
     */
    public static <T> T run(Supplier<T> work, Runnable lastWord) {
        Thread hook = new Thread(lastWord, "ferry-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: it is being said.
        }
    }
}
