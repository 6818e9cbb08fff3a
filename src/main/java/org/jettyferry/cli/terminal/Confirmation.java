package org.jettyferry.cli.terminal;

import java.io.PrintWriter;
import java.util.Optional;

/** The operator's word before something changes. */
public final class Confirmation {
    private final boolean yes;
    private final Terminal terminal;
    private final PrintWriter err;

    /**
     * Asks nothing yet.
     *
     * @param yes whether {@code --yes} was given
     * @param terminal where the operator is asked
     * @param err where it is said why the answer is no
     */
    public Confirmation(boolean yes, Terminal terminal, PrintWriter err) {
        this.yes = yes;
        this.terminal = terminal;
        this.err = err;
    }

    /**
     * Asks, unless {@code --yes} was given.
     *
     * @param question the question, with its mark
     * @return whether the answer is the full word yes; no answer is a no
     */
    public boolean ask(String question) {
        if (yes) {
            return true;
        }
        if (!terminal.interactive()) {
            err.println("ferry: nobody can be asked here, because standard input or output is no terminal");
            err.println("If it is what you want, say --yes. Nothing was changed.");
            return false;
        }
        Optional<String> answer = terminal.ask(question + " Type yes to go on: ");
        if (answer.isPresent() && answer.get().strip().equals("yes")) {
            return true;
        }
        if (answer.isEmpty()) {
            err.println(); // the question's own line is not ended
        }
        err.println("ferry: the answer was not yes");
        err.println("Nothing was changed.");
        return false;
    }
}
