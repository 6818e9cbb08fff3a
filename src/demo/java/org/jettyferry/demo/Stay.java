package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.tell;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Waits while the user clicks: on a terminal until Enter, elsewhere until a signal. The end of an input that is no terminal
 * ends nothing: a script that asks to keep the servers has none to give.
 */
final class Stay {
    private Stay() {}

    static void untilTheUserEndsIt() throws IOException, InterruptedException {
        if (inputIsATerminal()) {
            tell("Press Enter to end.");
            int key;
            do {
                key = System.in.read();
            } while (key != '\n' && key != -1);
            tell("Stopping.");
        } else {
            tell("This stays until it gets a signal: press Ctrl-C, or run: kill "
                    + ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }

    /** Not {@code System.console()}, which wants a terminal for the output too: think of {@code | tee}. */
    private static boolean inputIsATerminal() throws InterruptedException {
        try {
            return new ProcessBuilder("test", "-t", "0")
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // a system without this program
        }
    }
}
