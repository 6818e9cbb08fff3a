package org.jettyferry.cli.terminal;

import java.util.Optional;

/** Where an operator sits, if one does. */
public interface Terminal {
    /** Whether somebody can be asked. */
    boolean interactive();

    /** The answer; empty at the end of the input. */
    Optional<String> ask(String question);

    /** An answer that is not shown while it is typed; empty at the end of the input. */
    Optional<String> askSecret(String question);
}
