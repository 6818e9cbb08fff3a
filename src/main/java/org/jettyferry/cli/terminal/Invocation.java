package org.jettyferry.cli.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment variables of the process
 * @param directory where relative paths begin
 * @param terminal where the operator sits
 * @param input standard input
 */
public record Invocation(Map<String, String> environment, Path directory, Terminal terminal, InputStream input) {

    /**
     * Those of this process.
     *
     * @return the surroundings of a real command
     */
    public static Invocation ofProcess() {
        return new Invocation(System.getenv(), Path.of(""), new ConsoleTerminal(), System.in);
    }
}
