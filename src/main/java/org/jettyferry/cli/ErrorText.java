package org.jettyferry.cli;

import org.jettyferry.cli.terminal.ExitCode;

/**
 * Explains an {@link Error} of the JVM to an operator. The cause may be a missing library, so this class needs none: it
 * also works where picocli cannot be loaded.
 */
final class ErrorText {
    private static final String KEPT =
            "No session is lost: Ferry replaces Jetty's tables only after it has verified the new ones.";
    private static final String AGAIN = " Run the same command again; an interrupted run resumes.";

    private ErrorText() {}

    static Failure of(Error error) {
        if (error instanceof OutOfMemoryError) {
            return failure(
                    "out of memory: the limit of this process is "
                            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB (" + error.getMessage() + ")",
                    "Raise the limit with java -Xmx... -jar jetty-ferry.jar or FERRY_JAVA_OPTS=-Xmx... ferry." + AGAIN);
        }
        if (error instanceof StackOverflowError) {
            return failure(
                    "a thread ran out of stack",
                    "Raise the limit with java -Xss16m -jar jetty-ferry.jar or FERRY_JAVA_OPTS=-Xss16m ferry." + AGAIN);
        }
        if (error instanceof LinkageError) {
            return failure(
                    "part of this installation is missing or does not match: " + error,
                    "Unpack the distribution again: jetty-ferry.jar and the jars in its folder lib belong together."
                            + AGAIN);
        }
        return failure(
                "unexpected error: " + error,
                "Run the same command with --verbose to see where it comes from." + AGAIN);
    }

    private static Failure failure(String message, String remedy) {
        return new Failure(ExitCode.ERROR, message + ". " + KEPT, remedy);
    }
}
