package org.jettyferry.cli.terminal;

import java.util.Optional;

/** The terminal of the operator, if there is one. */
public interface Terminal {
    /** Returns whether standard input and output are a terminal, so that a question can be answered. */
    boolean interactive();

    /** Asks a question. Returns the answer, or empty at the end of the input. */
    Optional<String> ask(String question);

    /** Asks without showing what is typed. Returns the answer, or empty at the end of the input. */
    Optional<String> askSecret(String question);
}
