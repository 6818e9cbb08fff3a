package org.jettyferry.cli.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of one call of the program: tests replace them.
 *
 * @param environment variables of the process
 * @param directory the base of relative paths
 * @param terminal the terminal of the operator
 * @param input standard input
 */
public record Invocation(Map<String, String> environment, Path directory, Terminal terminal, InputStream input) {

    /** Returns the surroundings of this process. */
    public static Invocation ofProcess() {
        return new Invocation(System.getenv(), Path.of(""), new ConsoleTerminal(), System.in);
    }
}
