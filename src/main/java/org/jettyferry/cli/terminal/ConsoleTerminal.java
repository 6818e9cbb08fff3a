package org.jettyferry.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** The terminal of this process. */
final class ConsoleTerminal implements Terminal {

    /** The provider of a console only where there is a terminal. The default since Java 22 always returns one. */
    private static final String PLAIN_CONSOLE = "java.base";

    @Override
    public boolean interactive() {
        return console().isPresent();
    }

    @Override
    public Optional<String> ask(String question) {
        return console().map(console -> console.readLine("%s", question));
    }

    @Override
    public Optional<String> askSecret(String question) {
        return console().map(console -> console.readPassword("%s", question)).map(String::new);
    }

    private static Optional<Console> console() {
        System.setProperty("jdk.console", PLAIN_CONSOLE);
        return Optional.ofNullable(System.console());
    }
}
