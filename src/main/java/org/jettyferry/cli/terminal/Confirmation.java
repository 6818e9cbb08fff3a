package org.jettyferry.cli.terminal;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * Asks the operator to confirm a change. Only the full word {@code yes} counts, because {@code y} is typed too easily.
 * Without a terminal the answer is no, so that a script changes nothing unless it passes {@code --yes}.
 */
public final class Confirmation {
    private final boolean yes;
    private final Terminal terminal;
    private final PrintWriter err;

    /**
     * Makes a prompt; {@link #ask} shows it.
     *
     * @param yes whether {@code --yes} was given
     * @param terminal where to ask
     * @param err standard error, for the reason of a no
     */
    public Confirmation(boolean yes, Terminal terminal, PrintWriter err) {
        this.yes = yes;
        this.terminal = terminal;
        this.err = err;
    }

    /**
     * Asks, unless {@code --yes} was given.
     *
     * @param question the question, with its question mark
     * @return whether the answer is the full word yes
     */
    public boolean ask(String question) {
        if (yes) {
            return true;
        }
        if (!terminal.interactive()) {
            err.println("ferry: cannot prompt: standard input or output is not a terminal");
            err.println("Nothing was changed. Pass --yes to run the command without a prompt.");
            return false;
        }
        Optional<String> answer = terminal.ask(question + " Type yes to go on: ");
        if (answer.isPresent() && answer.get().strip().equals("yes")) {
            return true;
        }
        if (answer.isEmpty()) {
            err.println(); // end the line of the question
        }
        err.println("ferry: the answer was not yes");
        err.println("Nothing was changed.");
        return false;
    }
}
